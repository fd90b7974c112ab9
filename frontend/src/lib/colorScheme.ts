import { useSyncExternalStore } from "react";
import { browserStorage } from "./browserStorage";

/** Light or dark as `scheme.js` set it, where the component library does not look after it. Both keep the choice under its name. */
export type Scheme = "light" | "dark";

const KEY = "mui-mode";
const DARK = "(prefers-color-scheme: dark)";
const listeners = new Set<() => void>();

const root = (): HTMLElement => document.documentElement;
const current = (): Scheme => (root().dataset.colorScheme === "dark" ? "dark" : "light");

function show(scheme: Scheme): void {
  root().dataset.colorScheme = scheme;
  for (const listener of listeners) listener();
}

/** The device changed; whoever chose nothing goes along. */
function follow({ matches }: Pick<MediaQueryListEvent, "matches">): void {
  if ((browserStorage.getItem(KEY) ?? "system") === "system") show(matches ? "dark" : "light");
}

function subscribe(listener: () => void): () => void {
  const device = matchMedia(DARK);
  if (listeners.size === 0) device.addEventListener("change", follow);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) device.removeEventListener("change", follow);
  };
}

export function chooseScheme(scheme: Scheme): void {
  browserStorage.setItem(KEY, scheme);
  show(scheme);
}

export const useScheme = (): Scheme => useSyncExternalStore(subscribe, current);
