import { expect, it } from "vitest";
import type { Notification } from "@/api/types";
import { bellName } from "./count";
import { groupByOrder, newestId } from "./groups";

const told = (id: number, order: string | null): Notification => ({
  id,
  kind: "status_changed",
  title: `Told ${id}`,
  body: "",
  url: "",
  order,
  created_at: "2026-11-28T10:00:00.000000Z",
  read_at: null,
});

it("puts what is about one order where its newest one stands", () => {
  const groups = groupByOrder([told(5, "a"), told(4, null), told(3, "b"), told(2, "a"), told(1, null)]);
  expect(groups.map(({ order, items }) => [order, items.map(({ id }) => id)])).toEqual([
    ["a", [5, 2]],
    [null, [4]],
    ["b", [3]],
    [null, [1]],
  ]);
});

it("knows up to where was seen", () => {
  expect(newestId([told(2, "a"), told(7, null), told(3, "b")])).toBe(7);
  expect(newestId([])).toBe(0);
});

it.each([
  [0, "Notifications"],
  [1, "Notifications, 1 unread"],
  [99, "Notifications, 99 unread"],
  [1000, "Notifications, 99+ unread"],
])("calls the bell with %i unread by its number", (unread, name) => {
  expect(bellName(unread)).toBe(name);
});
