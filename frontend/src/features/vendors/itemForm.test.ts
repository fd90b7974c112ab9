import { describe, expect, it } from "vitest";
import { itemChangeBody, newItemBody, newItemSchema } from "./itemForm";

const values = { name: "Rye", section: "Bread", price: "4.50", stock: "", description: "" };
const complaints = (changes: Partial<typeof values>): unknown[] =>
  (newItemSchema.safeParse({ ...values, ...changes }).error?.issues ?? []).map(({ path }) => path[0]);

describe("a new item", () => {
  it.each(["0", "4", "4.5", "4,50", " 12.345 ", "999999999.99"])("takes %j as a price", (price) => {
    expect(complaints({ price })).toEqual([]);
  });

  it.each(["", "£4.50", "-1", "4.", ".5", "1,000.00", "1e3", "4.5678", "٤"])(
    "does not take %j as a price",
    (price) => {
      expect(complaints({ price })).toEqual(["price"]);
    },
  );

  it.each(["-1", "1.5", "many", "1000001"])("does not take %j as a stock", (stock) => {
    expect(complaints({ stock })).toEqual(["stock"]);
  });

  it("needs a name that is more than spaces", () => {
    expect(complaints({ name: "  " })).toEqual(["name"]);
  });

  it("is sent with a decimal point, and an empty stock as unlimited", () => {
    expect(newItemBody({ ...values, price: "4,50" }, "EUR")).toEqual({
      name: "Rye",
      section: "Bread",
      description: "",
      price: { amount: "4.50", currency: "EUR" },
      stock: null,
    });
    expect(newItemBody({ ...values, stock: "0" }, "GBP").stock).toBe(0);
  });
});

it("staff send no price: the API would refuse the whole change", () => {
  const change = { price: "4.50", stock: "3", is_available: true };
  expect(itemChangeBody(change, "GBP", false)).toEqual({ stock: 3, is_available: true });
  expect(itemChangeBody(change, "GBP", true).price).toEqual({ amount: "4.50", currency: "GBP" });
});
