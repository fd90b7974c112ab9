import type { ReadEntry } from "./reading";
import { failed, type Judgement, notProven, PROVEN, warning } from "./verdicts";

/** How far the database's clock may be off the witnesses', and how long sealing may take, in seconds. */
const CLOCK_BEHIND = 300;
const CLOCK_AHEAD = 120;
const SEALED_WITHIN = 300;
const FRESH_FOR = 24 * 3600;

export interface Sighting {
  size: number;
  /** Unix seconds; null where too few witnesses cosigned. */
  time: number | null;
}

/** The witnessed times between which an entry was recorded. */
export interface Window {
  after: number | null;
  by: number | null;
}

/** From the largest tree without the entry and the smallest with it; of several of one size the closest. */
export function windowOf(index: number, sightings: readonly Sighting[]): Window {
  let [largest, smallest] = [-1, Number.POSITIVE_INFINITY];
  const window: Window = { after: null, by: null };
  for (const { size, time } of sightings) {
    if (time === null) continue;
    if (size <= index && size >= largest) {
      window.after = size === largest ? Math.max(time, window.after ?? time) : time;
      largest = size;
    }
    if (size > index && size <= smallest) {
      window.by = size === smallest ? Math.min(time, window.by ?? time) : time;
      smallest = size;
    }
  }
  return window;
}

/** **time**: recorded when it says it was, as far as witnesses saw. */
export function judgeTime(entries: readonly ReadEntry[], sightings: readonly Sighting[]): Judgement {
  const dated = entries.flatMap(({ seq, leaf, raw }) =>
    leaf ? [{ seq, ts: leaf.ts, ...windowOf(raw.index, sightings) }] : [],
  );
  for (const { seq, ts, after, by } of dated) {
    if (after !== null && ts < after - CLOCK_BEHIND) return failed("back_dated", seq);
    if (by !== null && ts > by + CLOCK_AHEAD) return failed("post_dated", seq);
  }
  const late = dated.find(({ ts, by }) => by !== null && by - ts > SEALED_WITHIN);
  if (late) return warning("late", late.seq);
  const unseen = dated.find(({ by }) => by === null);
  return unseen ? notProven("no_witness_time", unseen.seq) : PROVEN;
}

/** **fresh**: the head was witnessed within a day before the reader's clock. */
export function judgeFresh(time: number | null, now: number): Judgement {
  if (time === null) return notProven("no_witness_time");
  return now - time > FRESH_FOR ? warning("stale") : PROVEN;
}
