import { expect, it } from "vitest";
import type { Report, VerifyOptions } from "../types";
import { type Means, verifyWith } from "../verify";
import { base64, sha256 } from "./crypto";
import { type BundleJson, type EntryJson, type Story, type Twist, tell } from "./story";

/** 32 bytes that are nobody's. */
export const OTHER = base64(sha256("something else"));

/** What is not proven, as `property: status code entry`. */
export const blemishes = (report: Report): string[] =>
  report.verdicts
    .filter(({ status }) => status !== "proven" && status !== "not_checked")
    .map(
      ({ property, status, code, entry }) =>
        `${property}: ${status} ${code}${entry === null ? "" : ` ${entry}`}`,
    );

export interface Change extends Twist {
  /** Changes the finished bundle, as a liar in between would. */
  forge?: (bundle: BundleJson, story: Story) => void;
  policy?: (story: Story) => string;
  options?: VerifyOptions;
  means?: Means;
}

/** Tells a story with a change and verifies it; without a change everything is proven. */
export async function reportOn({
  forge,
  policy,
  options,
  means = {},
  ...twist
}: Change = {}): Promise<Report> {
  const story = tell(twist);
  forge?.(story.bundle, story);
  const all = { expectedChainId: story.chainId, now: story.now, ...options };
  return verifyWith(means, JSON.stringify(story.bundle), policy?.(story) ?? story.policy, all);
}

export const judged = async (change?: Change): Promise<string[]> => blemishes(await reportOn(change));

export type Row = [what: string, change: Change, ...expected: string[]];

/** One test for each change, with what is then no longer proven. */
export const itJudges = (rows: Row[]): void =>
  it.each(rows.map(([what, change, ...expected]) => ({ what, change, expected })))(
    "$what",
    async ({ change, expected }) => expect(await judged(change)).toEqual(expected),
  );

/** Item `n` of a list that is known to have it. */
export function at<T>(list: readonly T[] | undefined, n: number): T {
  const item = list?.at(n);
  if (item === undefined) throw new Error(`no item ${n}`);
  return item;
}

/** A change of entry `n` of the finished bundle. */
export const forged = (n: number, change: Partial<EntryJson>): Change => ({
  forge: ({ entries }) => {
    Object.assign(at(entries, n), change);
  },
});

/** A change of the head's note, or of an anchor's. */
export const headAs = (change: (head: string, story: Story) => string): Change => ({
  forge: (bundle, story) => {
    bundle.head = change(bundle.head, story);
  },
});

export const anchorAs = (n: number, change: (note: string, story: Story) => string): Change => ({
  forge: ({ anchors }, story) => {
    const anchor = at(anchors, n);
    anchor.note = change(anchor.note, story);
  },
});

/** For a twist: changes what is sealed as entry `n` only. */
export const entry =
  <T extends object>(n: number, change: Partial<T>) =>
  (parts: T, m: number): void => {
    if (n === m) Object.assign(parts, change);
  };

/** For a twist: another way to write entry `n`. */
export const written =
  (n: number, from: string, to: string) =>
  (text: string, m: number): string =>
    n === m ? text.replace(from, to) : text;

/** The same checkpoint with another root. */
export const rerooted = (body: string): string => body.replace(/[^\n]+\n$/, `${OTHER}\n`);
