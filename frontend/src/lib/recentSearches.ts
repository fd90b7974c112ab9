import { browserStorage } from "./browserStorage";

const KEY = "recent-searches";
const MOST = 8;

/** What was searched for in this browser, the newest first. It never leaves the browser. */
export function recentSearches(): string[] {
  try {
    const kept: unknown = JSON.parse(browserStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberSearch(words: string): void {
  const kept = words.trim();
  if (!kept) return;
  const others = recentSearches().filter((each) => each.toLowerCase() !== kept.toLowerCase());
  browserStorage.setItem(KEY, JSON.stringify([kept, ...others].slice(0, MOST)));
}

export function forgetSearches(): void {
  browserStorage.setItem(KEY, "[]");
}
