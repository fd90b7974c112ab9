// Prints the gzip size of what the first visit to a page downloads before anything else, and of each lazy chunk.
// Fails when a page is over its budget, so that the budget cannot be outgrown unnoticed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

/**
 * What each of the two web apps starts with, and how much JavaScript that may be. Of the first route's, 3 kB are what says
 * everything in the reader's language (docs/adr/0042); the words themselves are a file of their own, which English needs none of.
 */
const APPS = [
  {
    name: "first route",
    manifest: "manifest",
    budget: 184,
    starts: ["index.html", "src/app/pages/DiscoveryPage.tsx"],
  },
  { name: "tracking page", manifest: "track", budget: 90, starts: ["track.html"] },
];
const sizeOf = (file) => gzipSync(readFileSync(`dist/${file}`), { level: 9 }).length / 1000;

function withImports(manifest, key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) withImports(manifest, imported, seen);
  return seen;
}

for (const { name, manifest: file, budget, starts } of APPS) {
  const manifest = JSON.parse(readFileSync(`dist/.vite/${file}.json`, "utf8"));
  const first = new Set(
    starts.filter((key) => manifest[key]).flatMap((key) => [...withImports(manifest, key)]),
  );
  for (const [key, chunk] of Object.entries(manifest)) {
    if (!chunk.file.endsWith(".js")) continue;
    process.stdout.write(
      `${sizeOf(chunk.file).toFixed(1).padStart(7)} kB  ${first.has(key) ? "first" : "lazy "}  ${key}\n`,
    );
  }
  const total = [...first].reduce((sum, key) => sum + sizeOf(manifest[key].file), 0);
  process.stdout.write(`${name}: ${total.toFixed(1)} kB gzip of ${budget} kB\n\n`);
  if (total > budget) process.exitCode = 1;
}
