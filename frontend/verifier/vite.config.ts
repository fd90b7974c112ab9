import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { singleFile } from "./singleFile.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The verifier as one file, `dist/verifier.html`, beside the app's own build; the same sources give the same bytes. */
export default defineConfig({
  root: here("."),
  publicDir: false,
  base: "./",
  plugins: [singleFile()],
  build: {
    target: "es2022",
    outDir: here("../dist"),
    emptyOutDir: false,
    modulePreload: false,
    reportCompressedSize: false,
    rolldownOptions: { input: here("verifier.html") },
  },
});
