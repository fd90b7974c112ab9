import type { Tracking, TrackingEntry } from "@/api/types";
import { mergeEntries } from "@/lib/entries";

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
  return { tracking: { ...tracking, entries, status: entries.at(-1)?.status ?? tracking.status }, gap };
}

/**
 * An answer can be older than what the socket has brought meanwhile: entries are joined, never replaced, and the status
 * is the one of the newest entry.
 */
export function withKnown(answer: Tracking, known: Tracking | undefined): Tracking {
  const entries = mergeEntries(answer.entries, known?.entries ?? []).entries;
  return { ...answer, entries, status: entries.at(-1)?.status ?? answer.status };
}
