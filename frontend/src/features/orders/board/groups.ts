import type { OrderStatus, OrderSummary, Transition } from "@/api/types";
import type { KeptMove } from "./moveQueue";

/** Moves that are not answered yet, of each order, in the order in which they were made. */
export type Pending = ReadonlyMap<string, readonly KeptMove[]>;

export interface BoardOrder {
  order: OrderSummary;
  /** Where it stands once every pending move is made. */
  status: OrderStatus;
  pending: readonly KeptMove[];
}

export interface BoardColumn {
  status: string;
  title: string;
  orders: BoardOrder[];
}

export const COLUMNS = [
  ["placed", "New"],
  ["accepted", "Accepted"],
  ["preparing", "Preparing"],
  ["ready_for_pickup", "Ready"],
  ["out_for_delivery", "On the way"],
] as const;

export function pendingOf(kept: readonly KeptMove[]): Pending {
  const pending = new Map<string, KeptMove[]>();
  for (const move of kept) {
    if (move.refused !== undefined) continue;
    pending.set(move.subject, [...(pending.get(move.subject) ?? []), move]);
  }
  return pending;
}

/** By reference as it is read out on the phone: case, spaces and dashes do not matter. */
export function matches(order: Pick<OrderSummary, "reference" | "contact">, search: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s-]/g, "");
  const wanted = plain(search);
  return plain(order.reference).includes(wanted) || plain(order.contact?.name ?? "").includes(wanted);
}

const NOTHING: readonly KeptMove[] = [];

/** An order as the counter takes it to be: with what was done to it here, answered or not. */
export function withPending(order: OrderSummary, pending: Pending): BoardOrder {
  const moves = pending.get(order.uid) ?? NOTHING;
  return { order, pending: moves, status: moves.at(-1)?.act.to ?? order.status };
}

/** Who waits longest stands on top; an order that its pending moves lead off the board has no column. */
export function groupBoard(orders: readonly BoardOrder[]): BoardColumn[] {
  const sorted = [...orders].sort((a, b) => a.order.placed_at.localeCompare(b.order.placed_at));
  return COLUMNS.map(([status, title]) => ({
    status,
    title,
    orders: sorted.filter((each) => each.status === status),
  }));
}

export interface Followable {
  status: string;
  fulfilment: string;
  moves: Transition[];
}

/**
 * What can be done next. While moves are on their way the order's own list is of before them: then the API's table of moves
 * says it. Nothing within the time to undo: first the one, then the other.
 */
export function nextMoves(
  { order, status, pending }: BoardOrder,
  table: readonly Followable[],
  now: number = Date.now(),
): Transition[] {
  if (pending.length === 0) return order.allowed_transitions;
  if (pending.some(({ heldUntil }) => heldUntil > now)) return [];
  const row = table.find((each) => each.status === status && each.fulfilment === order.fulfilment);
  return row?.moves ?? [];
}

/** The sequence that an order has once its pending moves are made: what the next one is made on. */
export function sequenceAfter({ order, pending }: BoardOrder): number {
  const last = pending.at(-1);
  return last ? Math.max(order.sequence, last.act.expectedSequence + 1) : order.sequence;
}
