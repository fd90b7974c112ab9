import { type ComponentType, lazy } from "react";

/** Each page is its own file for the browser, fetched when it is first opened. */
export function lazyPage<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  return lazy(async () => ({ default: (await load())[name] }));
}
