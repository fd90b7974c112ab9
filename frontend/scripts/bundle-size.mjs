// Prints the gzip size of what the first visit to / downloads before anything else, and of each lazy chunk.
// Fails when the first route is over its budget, so that the budget cannot be outgrown unnoticed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_KB = 180;
const FIRST_ROUTE = "src/app/pages/DiscoveryPage.tsx";
const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const sizeOf = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1000;

function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) withImports(imported, seen);
  return seen;
}

const first = new Set([
  ...withImports("index.html"),
  ...(manifest[FIRST_ROUTE] ? withImports(FIRST_ROUTE) : []),
]);
const total = [...first].reduce((sum, key) => sum + sizeOf(manifest[key].file), 0);
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.file.endsWith(".js")) continue;
  process.stdout.write(
    `${sizeOf(chunk.file).toFixed(1).padStart(7)} kB  ${first.has(key) ? "first" : "lazy "}  ${key}\n`,
  );
}
process.stdout.write(`first route: ${total.toFixed(1)} kB gzip of ${BUDGET_KB} kB\n`);
if (total > BUDGET_KB) process.exit(1);
