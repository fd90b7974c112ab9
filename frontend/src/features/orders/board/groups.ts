import type { OrderStatus, OrderSummary } from "@/api/types";

/** A move that waits in the undo window. */
export interface PendingMove {
  to: OrderStatus;
  label: string;
  reference: string;
  expectedSequence: number;
  reason?: string;
  /** Minutes from now that the vendor promises; told to the customer with the move. */
  readyInMinutes?: number;
}

export interface BoardOrder {
  order: OrderSummary;
  pending: PendingMove | undefined;
}

export interface BoardColumn {
  status: string;
  title: string;
  orders: BoardOrder[];
}

const COLUMNS = [
  ["placed", "New"],
  ["accepted", "Accepted"],
  ["preparing", "Preparing"],
  ["ready_for_pickup", "Ready"],
  ["out_for_delivery", "On the way"],
] as const;

/** By reference as it is read out on the phone: case, spaces and dashes do not matter. */
export function matches(order: Pick<OrderSummary, "reference" | "contact">, search: string): boolean {
  const plain = (text: string): string => text.toLowerCase().replace(/[\s-]/g, "");
  const wanted = plain(search);
  return plain(order.reference).includes(wanted) || plain(order.contact?.name ?? "").includes(wanted);
}

/**
 * The board: who waits longest stands on top. A move in its undo window is shown where it leads to already; one that
 * leads off the board takes its card away.
 */
export function groupBoard(
  orders: readonly OrderSummary[],
  pending: ReadonlyMap<string, PendingMove>,
  search = "",
): BoardColumn[] {
  const shown = orders
    .filter((order) => matches(order, search))
    .map((order) => ({ order, pending: pending.get(order.uid) }))
    .sort((a, b) => a.order.placed_at.localeCompare(b.order.placed_at));
  return COLUMNS.map(([status, title]) => ({
    status,
    title,
    orders: shown.filter((each) => (each.pending?.to ?? each.order.status) === status),
  }));
}
