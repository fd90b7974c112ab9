import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import type { OrderStatus, Transition } from "@/api/types";
import { makeOrder } from "@/mocks/data";
import { explainRefusal } from "./conflict";
import { groupBoard, type PendingMove } from "./groups";
import { arrangeMoves } from "./moves";

const orders = [
  makeOrder("order-aaaa", "placed", 1),
  makeOrder("order-bbbb", "placed", 2),
  makeOrder("order-cccc", "preparing"),
];
const moveTo = (to: OrderStatus): PendingMove => ({ to, label: to, reference: "TT", expectedSequence: 0 });
const board = (pending = new Map<string, PendingMove>(), search = "") =>
  Object.fromEntries(
    groupBoard(orders, pending, search).map(({ status, orders: shown }) => [
      status,
      shown.map(({ order }) => order.uid),
    ]),
  );

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

  it("shows a move in its undo window where it leads", () => {
    const moved = board(new Map([["order-aaaa", moveTo("accepted")]]));
    expect(moved.placed).toEqual(["order-bbbb"]);
    expect(moved.accepted).toEqual(["order-aaaa"]);
  });

  it("takes a card away that leaves the board", () => {
    expect(Object.values(board(new Map([["order-aaaa", moveTo("rejected")]]))).flat()).not.toContain(
      "order-aaaa",
    );
  });

  it("finds by reference as it is spoken, and by name", () => {
    expect(board(new Map(), "tt bbbb").placed).toEqual(["order-bbbb"]);
    expect(board(new Map(), "novak").placed).toHaveLength(2);
    expect(board(new Map(), "zzz").placed).toEqual([]);
  });
});

describe("the moves of a card", () => {
  it("puts the suggested one under the thumb and keeps all others", () => {
    const { next, others } = arrangeMoves(makeOrder("x", "placed").allowed_transitions);
    expect(next?.to).toBe("accepted");
    expect(others.map(({ to }) => to)).toEqual(["rejected", "cancelled"]);
  });

  it("never makes the big button one that needs a reason", () => {
    const onlyCancel: Transition[] = [
      { to: "cancelled", label: "Cancel", requires_reason: true, suggested: false },
    ];
    expect(arrangeMoves(onlyCancel).next).toBeUndefined();
  });
});

describe("a refused move", () => {
  it.each(["stale_sequence", "transition_not_allowed"])("%s is told in words", (code) => {
    expect(explainRefusal(new Problem(409, code, "x"), "TT-1")).toMatch(
      /^TT-1 .*You now see where it stands\.$/,
    );
  });
});
