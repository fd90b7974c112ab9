import { describe, expect, it } from "vitest";
import { lastSequence, mergeEntries } from "./entries";

const at = (...sequences: number[]) => sequences.map((sequence) => ({ sequence }));
const numbers = (entries: { sequence: number }[]) => entries.map(({ sequence }) => sequence);

describe("catch-up by sequence", () => {
  it("adds what is new, in order, whatever the order of arrival", () => {
    const merged = mergeEntries(at(0, 1), at(3, 2));
    expect(numbers(merged.entries)).toEqual([0, 1, 2, 3]);
    expect(merged.gap).toBe(false);
  });

  it("drops repeats", () => {
    expect(numbers(mergeEntries(at(0, 1, 2), at(1, 2, 2, 3)).entries)).toEqual([0, 1, 2, 3]);
  });

  it("r48: tells a gap, also at the start, and keeps what it has", () => {
    expect(mergeEntries(at(0, 1), at(3))).toEqual({ entries: at(0, 1, 3), gap: true });
    expect(mergeEntries([], at(1)).gap).toBe(true);
  });

  it("closes a gap when the missing entry arrives", () => {
    expect(mergeEntries(at(0, 1, 3), at(2)).gap).toBe(false);
  });

  it("lets the caller keep what was added to an entry later", () => {
    const [joined] = mergeEntries(
      [{ sequence: 0, seal: 7 }],
      [{ sequence: 0, seal: 0 }],
      (was) => was,
    ).entries;
    expect(joined?.seal).toBe(7);
  });

  it("starts from -1, so that the whole history follows", () => {
    expect(lastSequence([])).toBe(-1);
    expect(lastSequence(at(0, 1))).toBe(1);
  });
});
