import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The verifier for Node, to run files of cases through it. */
export default defineConfig({
  root: here(".."),
  publicDir: false,
  logLevel: "warn",
  ssr: { noExternal: true },
  build: { ssr: here("cases.ts"), outDir: here("../dist-node"), target: "node20", emptyOutDir: true },
});
