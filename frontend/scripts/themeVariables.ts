import type { Plugin } from "vite";
import { themeVariables } from "../src/app/theme/variables.ts";

const FILE = "/theme-variables.css";

/** `import "virtual:theme.css"`: the theme's colours as CSS variables, from the one place where they stand. */
export function themeVariablesCss(): Plugin {
  return {
    name: "theme-variables",
    resolveId: (id) => (id === "virtual:theme.css" ? FILE : undefined),
    load: (id) => (id === FILE ? themeVariables() : undefined),
  };
}
