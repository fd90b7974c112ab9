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

const isFetchable = ({ order, status }: BoardOrder): boolean =>
  status === "ready_for_pickup" && order.fulfilment === "pickup";

/** What has to be done first on top: by what was promised, else since when it waits; what waits for its customer comes last. */
export function byUrgency(orders: readonly BoardOrder[], now: number): BoardOrder[] {
  const key = (each: BoardOrder): string =>
    `${isFetchable(each) ? 1 : 0} ${promisedOf(each, now)?.iso ?? each.order.placed_at}`;
  return [...orders].sort((a, b) => key(a).localeCompare(key(b)));
}
