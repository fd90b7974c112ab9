import type { Tracking, TrackingEntry } from "@/api/types";
import { failures } from "../result/rows";
import { type Independent, sayers } from "../result/witnessWords";
import { type Seal, uncheckedSeal } from "./marks";
import { mismatches, unopenedWords } from "./shown";
import type { Verification } from "./verification";

/** What can be said of one entry, from what the page shows and the last check found. */
export function sealOf(
  entry: TrackingEntry,
  tracking: Tracking,
  result: Verification | undefined,
  independent: Independent,
): Seal {
  const unproven = uncheckedSeal(entry);
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
