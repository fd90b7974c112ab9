import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const ALPINE = new URL("../node_modules/@alpinejs/csp/dist/cdn.min.js", import.meta.url);

/**
 * The admin's pages come with Alpine, whose usual build makes functions out of attributes (`unsafe-eval`). Django looks for
 * static files among ours first, so the build that does without stands in its place.
 */
export function adminScripts(): Plugin {
  return {
    name: "admin-scripts",
    apply: "build",
    generateBundle() {
      this.emitFile({
        type: "asset",
        fileName: "unfold/js/alpine/alpine.js",
        source: readFileSync(fileURLToPath(ALPINE), "utf8"),
      });
    },
  };
}
