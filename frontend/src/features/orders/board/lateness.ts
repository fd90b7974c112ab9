import { isAwaited } from "@/lib/progress";
import type { BoardOrder } from "./groups";

const MINUTE = 60_000;
const SOON_MS = 5 * MINUTE;

export interface Promised {
  iso: string;
  tone: "calm" | "soon" | "late";
  words: string;
}

const minutes = (ms: number): string => {
  const whole = Math.max(1, Math.round(ms / MINUTE));
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`;
};

/** The time that was promised against now; null where none was, or nobody waits for it any more. */
export function promisedOf({ order, status, pending }: BoardOrder, now: number): Promised | null {
  const iso = pending.findLast(({ act }) => act.readyAt)?.act.readyAt ?? order.estimated_ready_at;
  if (!iso || !isAwaited(status, order.fulfilment)) return null;
  const left = Date.parse(iso) - now;
  if (left < 0) return { iso, tone: "late", words: `${minutes(-left)} late` };
  return { iso, tone: left < SOON_MS ? "soon" : "calm", words: `${minutes(left)} left` };
}

export const isLate = (each: BoardOrder, now: number): boolean => promisedOf(each, now)?.tone === "late";

/** "12 min": how long an order has been here, for the eye that passes over the board. */
export const ageOf = (iso: string, now: number): string => minutes(Math.max(0, now - Date.parse(iso)));
