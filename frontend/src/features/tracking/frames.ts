import type { Tracking, TrackingEntry } from "@/api/types";
import { lastSequence, mergeEntries } from "@/lib/entries";

export type TrackingFrame =
  | { type: "entry"; entry: TrackingEntry }
  | { type: "sealed"; sequence: number; leaf_index: number }
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
      entry.sequence === frame.sequence ? { ...entry, leaf_index: frame.leaf_index } : entry,
    );
    return { tracking: { ...tracking, entries }, gap: false };
  }
  if (frame.type !== "entry") return { tracking, gap: false };
  const { entries, gap } = mergeEntries(tracking.entries, [frame.entry]);
  return { tracking: atNewest({ ...tracking, entries }), gap };
}

/**
 * An answer can be older than what the socket has brought meanwhile: entries are joined, never replaced, and the status
 * is the one of the newest entry.
 */
export function withKnown(answer: Tracking, known: Tracking | undefined): Tracking {
  const newer = lastSequence(known?.entries ?? []) > lastSequence(answer.entries);
  const entries = mergeEntries(answer.entries, known?.entries ?? []).entries;
  return newer ? atNewest({ ...answer, entries }) : { ...answer, entries };
}
