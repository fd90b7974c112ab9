import { expect, it } from "vitest";
import { bodyOf, startOf } from "./reviewForm";

const ORDERED = [
  { item: 7, name: "Loaf" },
  { item: 8, name: "Bun" },
  { item: 7, name: "Loaf" },
];

it("each item is asked for once", () => {
  expect(startOf(ORDERED).items).toEqual([
    { item: 7, rating: 0, body: "" },
    { item: 8, rating: 0, body: "" },
  ]);
});

it("items without stars are not sent", () => {
  const values = { ...startOf(ORDERED), rating: 4, body: "Good" };
  values.items = values.items.map((each) => (each.item === 8 ? { ...each, rating: 5, body: "Soft" } : each));
  expect(bodyOf(values, [{ uid: "a" }])).toEqual({
    rating: 4,
    title: "",
    body: "Good",
    items: [{ item: 8, rating: 5, body: "Soft" }],
    photos: ["a"],
  });
});
