import type { Plugin } from "vite";

const LATIN = /inter-latin-wght-normal-[^/]*\.woff2$/;

/** Names the one font that every page is set in beside the page's script, so that words do not change their shape when it comes. */
export function preloadFont(): Plugin {
  return {
    name: "preload-font",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => LATIN.test(file));
        if (!font) return [];
        const attrs = {
          rel: "preload",
          as: "font",
          type: "font/woff2",
          href: `/static/${font}`,
          crossorigin: true,
        };
        return [{ tag: "link", attrs, injectTo: "head" }];
      },
    },
  };
}
