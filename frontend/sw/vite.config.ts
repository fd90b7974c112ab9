import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The service worker as one file under one name, `dist/sw.js`, which Django serves at /sw.js. */
export default defineConfig({
  root: here("."),
  publicDir: false,
  build: {
    target: "es2022",
    outDir: here("../dist"),
    emptyOutDir: false,
    reportCompressedSize: false,
    lib: { entry: here("sw.ts"), formats: ["es"], fileName: () => "sw.js" },
  },
});
