/**
 * What is kept for hours without a network: one page without anybody's data, and the files that it names. The page itself then
 * shows what this browser kept of the orders that were followed on it.
 */
const PREFIX = "trusttrack-shell-";
export const SHELL = "/followed";

/** Our own files that a page names: its script, its styles, its font. */
export function filesIn(html: string): string[] {
  const named = [...html.matchAll(/(?:src|href)="(\/static\/[^"?#]+)"/g)].map(([, path]) => String(path));
  return [...new Set(named)].filter((path) => /\.(js|css|woff2|svg)$/.test(path));
}

/** Fonts that a style names: the first of them is the one for Latin letters, and the only one worth keeping. */
export const latinFontIn = (css: string): string[] =>
  [...css.matchAll(/url\((\/static\/[^)]*latin-wght-normal[^)]*\.woff2)\)/g)]
    .map(([, path]) => String(path))
    .filter((path) => !path.includes("-ext-"))
    .slice(0, 1);

export const cacheName = (release: string): string => `${PREFIX}${release}`;

/** Caches of other releases; whatever else is kept under this address is not ours to delete. */
export const outdated = (names: readonly string[], release: string): string[] =>
  names.filter((name) => name.startsWith(PREFIX) && name !== cacheName(release));
