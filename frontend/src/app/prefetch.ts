import { matchRoutes, type RouteObject } from "react-router";
import { fetchPage } from "./lazyPage";

const INTENT = ["pointerover", "focusin", "touchstart"];

/** Fetches a page's code when somebody points at a link to it, so that a click does not wait. Not where data is saved. */
export function prefetchOnIntent(routes: RouteObject[]): () => void {
  const begin = ({ target }: Event): void => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link || link.origin !== location.origin || savesData()) return;
    for (const { route } of matchRoutes(routes, link.pathname) ?? []) void fetchPage(route.element);
  };
  for (const kind of INTENT) document.addEventListener(kind, begin, { passive: true });
  return () => {
    for (const kind of INTENT) document.removeEventListener(kind, begin);
  };
}

function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}
