import type { Tracking, TrackingEntry } from "@/api/types";
import type { ProvenEntry } from "@/lib/ledger";
import { relativeTime } from "@/lib/time";
import { failures } from "../result/rows";
import { windowWords } from "../result/windowWords";
import { type Independent, sayers } from "../result/witnessWords";
import { isOverdue } from "./overdue";
import { mismatches, unopenedWords } from "./shown";
import type { Verification } from "./verification";

export type SealState = "waiting" | "overdue" | "sealed" | "proven" | "failed";

export interface Seal {
  state: SealState;
  /** What the last check read in the log. */
  proven: ProvenEntry | null;
  /** Who says when it was recorded. */
  sayers: string;
  /** Words of it that the proof does not open to this reader. */
  unopened: string[];
}

/** What can be said of one entry, from what the page shows and the last check found. */
export function sealOf(
  entry: TrackingEntry,
  tracking: Tracking,
  result: Verification | undefined,
  independent: Independent,
): Seal {
  const unproven: Seal = {
    state: entry.leaf_index === null ? "waiting" : "sealed",
    proven: null,
    sayers: "",
    unopened: [],
  };
  if (!result) return unproven;
  const { report } = result;
  const failed =
    failures(report).some((verdict) => verdict.entry === entry.sequence) ||
    mismatches(tracking, result).some((each) => each.entry === entry.sequence);
  if (failed) return { ...unproven, state: "failed" };
  const proven = report.entries.find(({ seq }) => seq === entry.sequence);
  if (!report.ok || !proven || proven.data === null) return unproven;
  const unopened = unopenedWords(entry, proven);
  return { state: "proven", proven, sayers: sayers(report, independent), unopened };
}

/** The same some time later: what still waits for its seal has waited for too long. */
export const sealAt = (seal: Seal, { recorded_at }: TrackingEntry, now: number): SealState =>
  seal.state === "waiting" && isOverdue(recorded_at, now) ? "overdue" : seal.state;

/** The mark of an entry in words. */
export const markWords = (state: SealState, { recorded_at }: TrackingEntry, now: number): string =>
  state === "overdue" ? `Not sealed yet: recorded ${relativeTime(recorded_at, now)}` : SEAL_WORDS[state];

const SEAL_WORDS: Record<Exclude<SealState, "overdue">, string> = {
  waiting: "Recorded, being sealed",
  sealed: "Sealed",
  proven: "Proven",
  failed: "Failed the check",
};

/** "Recorded between 10:41 and 10:43, say the witnesses"; null where nothing is proven of it. */
export function windowOf({ proven, sayers: who }: Seal, now: number): string | null {
  if (!proven) return null;
  const words = windowWords(proven, now);
  return words ? `${words.charAt(0).toUpperCase()}${words.slice(1)}, ${who}` : "No witness has seen it yet";
}
