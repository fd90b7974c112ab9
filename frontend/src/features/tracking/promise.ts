import type { Tracking } from "@/api/types";
import { plural, t } from "@/lib/language/catalogue";
import { isStopped } from "@/lib/progress";

type Told = Pick<Tracking["entries"][number], "status" | "estimated_ready_at" | "recorded_at">;

export interface Promised {
  /** What was promised last before it was there. */
  at: string;
  /** What was promised first, where that was another time. */
  firstAt: string | null;
  /** When it was there by the server's clock, so that nobody keeps a promise by saying so. */
  keptAt: string | null;
}

/** What was promised, and whether it came: as tracking/story.py says it. The cases in story.cases.json hold both. */
export function promiseOf(entries: readonly Told[], fulfilment: Tracking["fulfilment"]): Promised | null {
  const newest = entries.at(-1);
  if (!newest || isStopped(newest.status)) return null;
  const there = fulfilment === "delivery" ? "delivered" : "ready_for_pickup";
  const arrival = entries.findIndex(({ status }) => status === there);
  const before = arrival < 0 ? entries : entries.slice(0, arrival);
  const promised = before.flatMap(({ estimated_ready_at: at }) => (at ? [at] : []));
  const [first, last] = [promised[0], promised.at(-1)];
  if (!first || !last) return null;
  return { at: last, firstAt: first === last ? null : first, keptAt: entries[arrival]?.recorded_at ?? null };
}

const MINUTE_MS = 60_000;

/** In whole minutes, after what was promised. */
const lateBy = ({ at, keptAt }: { at: string; keptAt: string }): number =>
  Math.round((Date.parse(keptAt) - Date.parse(at)) / MINUTE_MS);

export const isLate = (promised: { at: string; keptAt: string }): boolean => lateBy(promised) > 0;

/** "Ready 4 minutes before promised": how what came stands to what was promised, in whole minutes. */
export function keptWords(
  { at, keptAt }: Promised & { keptAt: string },
  fulfilment: Tracking["fulfilment"],
): string {
  const isDelivery = fulfilment === "delivery";
  const late = lateBy({ at, keptAt });
  const minutes = Math.abs(late);
  if (minutes === 0) return isDelivery ? t("Delivered as promised") : t("Ready as promised");
  if (late > 0)
    return isDelivery
      ? plural("Delivered {count} minute after promised", "Delivered {count} minutes after promised", minutes)
      : plural("Ready {count} minute after promised", "Ready {count} minutes after promised", minutes);
  return isDelivery
    ? plural("Delivered {count} minute before promised", "Delivered {count} minutes before promised", minutes)
    : plural("Ready {count} minute before promised", "Ready {count} minutes before promised", minutes);
}
