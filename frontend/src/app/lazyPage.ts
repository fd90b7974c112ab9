import { type ComponentType, isValidElement, lazy, type ReactNode } from "react";

/** Each page is its own file for the browser, fetched when it is first opened, or before (prefetch.ts). */
export function lazyPage<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return Object.assign(
    lazy(async () => ({ default: (await load())[name] })),
    { load },
  );
}

/** Fetches the page that an element of a route shows; whoever opens it is told what went wrong. */
export async function fetchPage(element: ReactNode): Promise<void> {
  const page: unknown = isValidElement(element) ? element.type : null;
  if (isFetched(page)) await page.load().catch(() => undefined);
}

const isFetched = (page: unknown): page is { load: () => Promise<unknown> } =>
  typeof page === "object" && page !== null && "load" in page;
