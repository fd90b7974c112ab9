import { describe, expect, it } from "vitest";
import type { OrderStatus, OrderSummary, Transition } from "@/api/types";
import { makeOrder, transitionsFrom } from "@/mocks/data";
import { commonMoves } from "./BulkBar";
import { keeps } from "./boardFilters";
import { type BoardColumn, groupBoard, nextMoves, pendingOf, sequenceAfter, withPending } from "./groups";
import { byUrgency, promisedOf } from "./lateness";
import type { KeptMove } from "./moveQueue";
import { arrangeMoves } from "./moves";

const orders = [
  makeOrder("order-aaaa", "placed", 1),
  makeOrder("order-bbbb", "placed", 2),
  makeOrder("order-cccc", "preparing"),
];
const FILTERS = { show: "open", layout: "board", way: "", late: false, search: "" } as const;
const NOW = Date.parse("2026-06-01T12:00:00Z");

const moveOf = (subject: string, to: OrderStatus, expectedSequence = 0, heldUntil = 0): KeptMove => ({
  key: `${subject}-${to}`,
  subject,
  group: to,
  heldUntil,
  page: "this",
  act: { to, label: to, reference: "TT", expectedSequence },
});
const board = (kept: KeptMove[] = []): Record<string, string[]> =>
  Object.fromEntries(
    groupBoard(orders.map((order) => withPending(order, pendingOf(kept)))).map(
      ({ status, orders: shown }: BoardColumn) => [status, shown.map(({ order }) => order.uid)],
    ),
  );
const alone = (order: OrderSummary, kept: KeptMove[] = []) => withPending(order, pendingOf(kept));

describe("the board", () => {
  it("stands by status, who waits longest on top", () => {
    expect(board()).toEqual({
      placed: ["order-bbbb", "order-aaaa"],
      accepted: [],
      preparing: ["order-cccc"],
      ready_for_pickup: [],
      out_for_delivery: [],
    });
  });

  it("shows an order where its pending moves lead, all of them", () => {
    const moved = board([moveOf("order-aaaa", "accepted"), moveOf("order-aaaa", "preparing", 1)]);
    expect(moved.placed).toEqual(["order-bbbb"]);
    expect(moved.accepted).toEqual([]);
    expect(moved.preparing).toEqual(["order-aaaa", "order-cccc"]);
  });

  it("a refused move leads nowhere", () => {
    expect(board([{ ...moveOf("order-aaaa", "accepted"), refused: "Sam did" }]).accepted).toEqual([]);
  });

  it("takes a card away that leaves the board", () => {
    expect(Object.values(board([moveOf("order-aaaa", "rejected")])).flat()).not.toContain("order-aaaa");
  });
});

describe("filters", () => {
  const kept = (search: string): string[] =>
    orders.filter((order) => keeps({ ...FILTERS, search }, alone(order), NOW)).map(({ uid }) => uid);

  it("find by reference as it is spoken, and by name", () => {
    expect(kept("tt bbbb")).toEqual(["order-bbbb"]);
    expect(kept("novak")).toHaveLength(3);
    expect(kept("zzz")).toEqual([]);
  });

  it("keep what is late, and one way of reaching the customer", () => {
    const late = makeOrder("order-dddd", "preparing", 1, { estimated_ready_at: "2026-06-01T11:50:00Z" });
    expect(keeps({ ...FILTERS, late: true }, alone(late), NOW)).toBe(true);
    expect(keeps({ ...FILTERS, late: true }, alone(late), NOW - 11 * 60_000)).toBe(false);
    expect(keeps({ ...FILTERS, way: "delivery" }, alone(late), NOW)).toBe(false);
  });
});

describe("a promise against now", () => {
  const promised = (at: string) =>
    promisedOf(alone(makeOrder("order-eeee", "preparing", 1, { estimated_ready_at: at })), NOW);

  it.each([
    ["2026-06-01T12:30:00Z", "calm", "30 min left"],
    ["2026-06-01T12:04:00Z", "soon", "4 min left"],
    ["2026-06-01T11:48:00Z", "late", "12 min late"],
    ["2026-06-01T10:30:00Z", "late", "1 h 30 min late"],
  ])("%s is %s", (at, tone, words) => {
    expect(promised(at)).toMatchObject({ tone, words });
  });

  it("is nobody's any more once the order is ready to fetch", () => {
    const ready = makeOrder("order-ffff", "ready_for_pickup", 1, {
      estimated_ready_at: "2026-06-01T11:00:00Z",
    });
    expect(promisedOf(alone(ready), NOW)).toBeNull();
  });

  it("made with a move that is not sent yet counts at once", () => {
    const move = moveOf("order-aaaa", "accepted");
    move.act.readyAt = "2026-06-01T12:10:00Z";
    const order = makeOrder("order-aaaa", "placed", 1, { estimated_ready_at: null });
    expect(promisedOf(alone(order, [move]), NOW)?.iso).toBe("2026-06-01T12:10:00Z");
  });

  it("decides what stands on top of the list; what waits for its customer comes last", () => {
    const later = makeOrder("order-late", "preparing", 1, { estimated_ready_at: "2026-06-01T12:30:00Z" });
    const sooner = makeOrder("order-soon", "accepted", 1, { estimated_ready_at: "2026-06-01T12:05:00Z" });
    const fresh = makeOrder("order-new0", "placed", 1, {
      estimated_ready_at: null,
      placed_at: "2026-06-01T11:59:00Z",
    });
    const ready = makeOrder("order-done", "ready_for_pickup", 1, { placed_at: "2026-06-01T09:00:00Z" });
    const sorted = byUrgency(
      [ready, later, sooner, fresh].map((order) => alone(order)),
      NOW,
    );
    expect(sorted.map(({ order }) => order.uid)).toEqual([
      "order-new0",
      "order-soon",
      "order-late",
      "order-done",
    ]);
  });
});

describe("what can be done next", () => {
  const table = [{ status: "accepted", fulfilment: "pickup", moves: transitionsFrom("accepted") }];
  const order = makeOrder("order-aaaa", "placed", 1);

  it("is the order's own list, then the table's once moves are on their way", () => {
    expect(nextMoves(alone(order), table).map(({ to }) => to)).toEqual(["accepted", "rejected", "cancelled"]);
    const waiting = alone(order, [moveOf("order-aaaa", "accepted", order.sequence)]);
    expect(nextMoves(waiting, table)[0]?.to).toBe("preparing");
    expect(sequenceAfter(waiting)).toBe(order.sequence + 1);
  });

  it("is nothing while the last one can be taken back", () => {
    expect(nextMoves(alone(order, [moveOf("order-aaaa", "accepted", 0, NOW + 1)]), table, NOW)).toEqual([]);
  });

  it("puts the suggested one under the thumb and keeps all others", () => {
    const { next, others } = arrangeMoves(order.allowed_transitions);
    expect(next?.to).toBe("accepted");
    expect(others.map(({ to }) => to)).toEqual(["rejected", "cancelled"]);
  });

  it("never makes the big button one that needs a reason", () => {
    const onlyCancel: Transition[] = [
      { to: "cancelled", label: "Cancel", requires_reason: true, suggested: false },
    ];
    expect(arrangeMoves(onlyCancel).next).toBeUndefined();
  });

  it("for several is what all of them can do", () => {
    expect(commonMoves([transitionsFrom("placed"), transitionsFrom("accepted")]).map(({ to }) => to)).toEqual(
      ["cancelled"],
    );
    expect(commonMoves([])).toEqual([]);
  });
});
