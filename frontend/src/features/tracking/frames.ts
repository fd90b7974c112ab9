import type { Timer, Tracking, TrackingEntry } from "@/api/types";
import { lastSequence, mergeEntries } from "@/lib/entries";
import { t } from "@/lib/language/catalogue";
import { said } from "@/lib/language/said";

export type TrackingFrame =
  | { type: "entry"; entry: TrackingEntry; timers?: Timer[] }
  | { type: "timers"; timers: Timer[] }
  | { type: "sealed"; sequence: number; leaf_index: number; tree_size?: number; leaf_hash?: string }
  | { type: "ping" };

export function isTrackingFrame(frame: unknown): frame is TrackingFrame {
  return (
    typeof frame === "object" && frame !== null && typeof (frame as { type?: unknown }).type === "string"
  );
}

export interface Applied {
  tracking: Tracking;
  /** Something is missing in between; ask the API for the whole. */
  gap: boolean;
}

/** A seal is never taken off again: an answer from before it must not hide it. */
const keepSeal = (was: TrackingEntry, entry: TrackingEntry): TrackingEntry => ({
  ...entry,
  leaf_index: entry.leaf_index ?? was.leaf_index,
  leaf_hash: entry.leaf_hash ?? was.leaf_hash,
});

/** True while an entry of a sealed order still waits for its seal. */
export const awaitsSeal = (tracking: Tracking): boolean =>
  tracking.ledger !== null && tracking.entries.some((entry) => entry.leaf_index === null);

/** Where is it, in one sentence. */
export const headlineOf = ({ entries, status_label, vendor }: Tracking): string =>
  said(entries.at(-1)?.headline ?? status_label, { vendor: vendor.name });

/** For a screen reader: said again whenever a seal has come. */
export function sealedInShort({ ledger, entries }: Tracking): string {
  if (ledger === null) return "";
  const sealed = entries.filter((entry) => entry.leaf_index !== null).length;
  return t("{sealed} of {count} entries are sealed in the public log", { sealed, count: entries.length });
}

/** Status and expected time as the newest entry tells them. */
function atNewest(tracking: Tracking): Tracking {
  const newest = tracking.entries.at(-1);
  if (!newest) return tracking;
  return {
    ...tracking,
    status: newest.status,
    status_label: newest.label,
    estimated_ready_at: newest.estimated_ready_at ?? tracking.estimated_ready_at,
  };
}

/** What one frame of the socket makes of what is on screen. */
export function applyFrame(tracking: Tracking, frame: TrackingFrame): Applied {
  if (frame.type === "sealed") {
    const entries = tracking.entries.map((entry) =>
      entry.sequence === frame.sequence
        ? keepSeal(entry, { ...entry, leaf_index: frame.leaf_index, leaf_hash: frame.leaf_hash ?? null })
        : entry,
    );
    return { tracking: { ...tracking, entries }, gap: false };
  }
  if (frame.type === "timers") return { tracking: { ...tracking, timers: frame.timers }, gap: false };
  if (frame.type !== "entry") return { tracking, gap: false };
  const { entries, gap } = mergeEntries(tracking.entries, [frame.entry], keepSeal);
  const isNewest = frame.entry.sequence > lastSequence(tracking.entries);
  // What waited for the last status is over with it
  const timers = isNewest ? (frame.timers ?? []) : tracking.timers;
  return { tracking: atNewest({ ...tracking, entries, timers }), gap };
}

/**
 * An answer can be older than what the socket has brought meanwhile: entries are joined, never replaced, and the status
 * is the one of the newest entry.
 */
export function withKnown(answer: Tracking, known: Tracking | undefined): Tracking {
  const newer = lastSequence(known?.entries ?? []) > lastSequence(answer.entries);
  const entries = mergeEntries(answer.entries, known?.entries ?? [], keepSeal).entries;
  return newer ? atNewest({ ...answer, entries, timers: known?.timers ?? [] }) : { ...answer, entries };
}
