import { expect, it } from "vitest";
import type { TrackingEntry } from "@/api/types";
import { markWords, type Seal, sealAt } from "./marks";

const NOW = Date.parse("2026-03-12T10:45:00Z");
const entry = (recorded_at: string) => ({ recorded_at }) as TrackingEntry;
const seal = (state: Seal["state"]): Seal => ({ state, proven: null, sayers: "", unopened: [] });

it.each([
  ["waiting", "2026-03-12T10:44:30Z", "waiting", "Recorded, being sealed"],
  ["waiting", "2026-03-12T10:40:00Z", "overdue", "Not sealed yet: recorded 5 minutes ago"],
  ["waiting", "2026-03-13T10:45:00Z", "overdue", "Not sealed yet: recorded tomorrow"],
  ["sealed", "2026-03-12T10:40:00Z", "sealed", "Sealed"],
] as const)("an entry that is %s since %s is %s", (state, recorded, expected, words) => {
  const found = sealAt(seal(state), entry(recorded), NOW);
  expect(found).toBe(expected);
  expect(markWords(found, entry(recorded), NOW)).toBe(words);
});
