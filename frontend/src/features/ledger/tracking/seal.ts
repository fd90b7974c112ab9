import type { Tracking, TrackingEntry } from "@/api/types";
import type { ProvenEntry } from "@/lib/ledger";
import { failures } from "../result/rows";
import { windowWords } from "../result/windowWords";
import { type Independent, sayers } from "../result/witnessWords";
import { mismatches } from "./shown";
import type { Verification } from "./verification";

export type SealState = "waiting" | "sealed" | "proven" | "failed";

export interface Seal {
  state: SealState;
  /** What the last check read in the log. */
  proven: ProvenEntry | null;
  /** Who says when it was recorded. */
  sayers: string;
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
  };
  if (!result) return unproven;
  const { report, renewed } = result;
  const failed =
    failures(report).some((verdict) => verdict.entry === entry.sequence) ||
    mismatches(tracking, report, renewed).some((each) => each.entry === entry.sequence);
  if (failed) return { ...unproven, state: "failed" };
  const proven = report.entries.find(({ seq }) => seq === entry.sequence);
  if (!report.ok || !proven) return unproven;
  return { state: "proven", proven, sayers: sayers(report, independent) };
}

export const SEAL_WORDS: Record<SealState, string> = {
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
