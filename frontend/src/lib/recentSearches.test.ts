import { beforeEach, expect, it, vi } from "vitest";
import { forgetSearches, recentSearches, rememberSearch } from "./recentSearches";

beforeEach(() => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
});

it("keeps the newest first, each once, and not for ever", () => {
  for (const words of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "B"]) rememberSearch(` ${words} `);
  rememberSearch("  ");
  expect(recentSearches()).toEqual(["B", "i", "h", "g", "f", "e", "d", "c"]);
});

it("can be cleared, and reads nothing out of what is damaged", () => {
  rememberSearch("bread");
  forgetSearches();
  expect(recentSearches()).toEqual([]);
  localStorage.setItem("recent-searches", "{oops");
  expect(recentSearches()).toEqual([]);
});
