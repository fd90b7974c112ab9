import type { Plugin } from "vite";

/** In development, `/track/…` is the tracking page, as Django serves it. */
export function trackPage(): Plugin {
  return {
    name: "track-page",
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (/^\/track\/[\w-]+(\?|$)/.test(request.url ?? "")) request.url = "/track.html";
        next();
      });
    },
  };
}
