import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { preloadFont } from "../scripts/preloadFont.ts";
import { themeVariablesCss } from "../scripts/themeVariables.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** React by its smallest name: this page is opened on phones on bad lines, and React's own DOM is most of its weight. */
const SMALL = [
  { find: /^react\/jsx-(dev-)?runtime$/, replacement: "preact/jsx-runtime" },
  { find: /^react-dom\/client$/, replacement: "preact/compat/client" },
  { find: /^react(-dom)?$/, replacement: "preact/compat" },
];

/** The tracking page as a web app of its own, `dist/track.html`, which Django serves at /track/…; see docs/adr/0031. */
export default defineConfig({
  root: here(".."),
  base: "/static/",
  plugins: [react(), themeVariablesCss(), preloadFont()],
  resolve: { alias: [...SMALL, { find: "@", replacement: here("../src") }] },
  build: {
    target: "es2022",
    outDir: here("../dist"),
    emptyOutDir: false,
    copyPublicDir: false,
    assetsInlineLimit: 0,
    manifest: ".vite/track.json",
    reportCompressedSize: false,
    rolldownOptions: { input: here("../track.html") },
  },
});
