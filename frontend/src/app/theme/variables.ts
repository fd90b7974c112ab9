import { DARK, LIGHT, type SchemeTokens } from "./tokens.ts";

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const declared = (tokens: SchemeTokens): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--tt-${kebab(name)}:${value}`)
    .join(";");

/** The theme's colours as CSS variables, for what is drawn without the component library. Written by the build, once. */
export const themeVariables = (): string =>
  [
    `:root{${declared(LIGHT)};color-scheme:light}`,
    // Without a script nobody says which scheme it is
    `@media (prefers-color-scheme:dark){:root:not([data-color-scheme]){${declared(DARK)};color-scheme:dark}}`,
    `[data-color-scheme="dark"]{${declared(DARK)};color-scheme:dark}`,
  ].join("\n");
