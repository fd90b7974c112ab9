// Prints the gzip size of what the first visit to a page downloads before anything else, and of each lazy chunk.
// Fails when a page is over its budget, so that the budget cannot be outgrown unnoticed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/** What each of the two web apps starts with, and how much JavaScript that may be. */
const FIRST_VIEWS = [
  { name: "first route", budget: 180, starts: ["index.html", "src/app/pages/DiscoveryPage.tsx"] },
  { name: "tracking page", budget: 90, starts: ["track.html"] },
];
const manifest = JSON.parse(readFileSync("dist/.vite/manifest.json", "utf8"));
const sizeOf = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1000;

function withImports(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) withImports(imported, seen);
  return seen;
}

const firstOf = ({ starts }) =>
  new Set(starts.filter((key) => manifest[key]).flatMap((key) => [...withImports(key)]));
const first = new Set(FIRST_VIEWS.flatMap((view) => [...firstOf(view)]));
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.file.endsWith(".js")) continue;
  process.stdout.write(
    `${sizeOf(chunk.file).toFixed(1).padStart(7)} kB  ${first.has(key) ? "first" : "lazy "}  ${key}\n`,
  );
}
for (const view of FIRST_VIEWS) {
  const total = [...firstOf(view)].reduce((sum, key) => sum + sizeOf(manifest[key].file), 0);
  process.stdout.write(`${view.name}: ${total.toFixed(1)} kB gzip of ${view.budget} kB\n`);
  if (total > view.budget) process.exitCode = 1;
}
