import { expect, it } from "vitest";
import type { Timer } from "@/api/types";
import { cancelOfferedAt, countFired, timerNotes } from "./timers";

const at = (hour: number): string => `2026-11-28T${hour}:00:00.000000Z`;
const timer = (kind: Timer["kind"], hour: number, fired = false): Timer => ({
  kind,
  due_at: at(hour),
  fired_at: fired ? at(hour) : null,
});
const WAITING = [timer("order.unanswered", 14), timer("order.cancel_offered", 15)];
const said = (timers: Timer[], reader: "customer" | "follower" | "vendor"): string[] =>
  timerNotes(timers, "Crumb & Co", reader).map(
    ({ before, iso, after }) => `${before}${iso.slice(11, 16)}${after}`,
  );

it("a customer reads both times before they come, the team its own", () => {
  expect(said(WAITING, "customer")).toEqual([
    "Crumb & Co should answer by 14:00. If it does not, we call its managers.",
    "If Crumb & Co has not answered by 15:00, we will offer you to cancel.",
  ]);
  expect(said(WAITING, "vendor")).toEqual(["Answer by 14:00"]);
});

it("who has the link is told of the customer, not addressed as one", () => {
  expect(said(WAITING.slice(1), "follower")).toEqual([
    "If Crumb & Co has not answered by 15:00, we will offer the customer to cancel.",
  ]);
});

it("what has happened stands before what comes next", () => {
  const called = [timer("order.unanswered", 14, true), timer("order.cancel_offered", 15)];
  expect(said(called, "vendor")).toEqual([
    "Not answered in time: managers were called at 14:00",
    "At 15:00 the customer is offered to cancel",
  ]);
  expect(timerNotes(called, "Crumb & Co", "vendor").map(({ tone }) => tone)).toEqual(["urgent", "calm"]);
});

it("once it was offered, only the choice is left to say", () => {
  const offered = WAITING.map((each) => ({ ...each, fired_at: each.due_at }));
  expect(said(offered, "customer")).toEqual([
    "Crumb & Co has not answered. Since 15:00 you can choose: cancel, or go on waiting.",
  ]);
  expect([cancelOfferedAt(offered), cancelOfferedAt(WAITING)]).toEqual([at(15), null]);
  expect([countFired(offered), countFired(WAITING)]).toEqual([2, 0]);
});

it("of two reminders the nearer is told", () => {
  const ready = [timer("pickup.waiting", 16), timer("pickup.still_waiting", 20)];
  expect(said(ready, "customer")).toEqual(["If it has not been picked up by 16:00, we will remind you."]);
  expect(said([timer("pickup.waiting", 16, true), timer("pickup.still_waiting", 20)], "follower")).toEqual([
    "It is waiting at Crumb & Co. We reminded the customer at 16:00.",
    "We will remind the customer once more: 20:00.",
  ]);
});
