import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The release that the worker belongs to: a new one is another file, which the browser takes for an update. */
const release = (): string =>
  ["manifest", "track"]
    .reduce(
      (hash, name) => hash.update(readFileSync(here(`../dist/.vite/${name}.json`))),
      createHash("sha256"),
    )
    .digest("hex")
    .slice(0, 12);

/** The service worker as one file under one name, `dist/sw.js`, which Django serves at /sw.js. */
export default defineConfig({
  root: here("."),
  publicDir: false,
  define: { __RELEASE__: JSON.stringify(release()) },
  build: {
    target: "es2022",
    outDir: here("../dist"),
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: { entry: here("sw.ts"), formats: ["es"], fileName: () => "sw.js" },
  },
});
