import { describe, expect, it } from "vitest";
import type { BasketVendor } from "@/api/types";
import { acceptedLines, checkBasket, itemIds } from "./changes";

const pounds = (amount: string) => ({ amount, currency: "GBP" });
const line = (item: number, quantity = 2, amount = "4.80") => ({
  item,
  name: `Item ${item}`,
  quantity,
  price: pounds(amount),
});
const item = (id: number, more: Partial<BasketVendor["items"][number]> = {}) => ({
  id,
  name: `Item ${id}`,
  price: pounds("4.80"),
  stock: null,
  in_stock: true,
  image_url: null,
  ...more,
});
const bakery: BasketVendor = {
  slug: "bakery",
  name: "Bakery",
  city: "Linden",
  country: "GB",
  currency: "GBP",
  fulfilments: ["pickup"],
  accepts_orders: true,
  accepts_orders_reason: null,
  items: [
    item(1),
    item(2, { price: pounds("5.20") }),
    item(3, { stock: 1 }),
    item(4, { in_stock: false, stock: 0 }),
  ],
};
const basketOf = (...lines: ReturnType<typeof line>[]) => ({ slug: "bakery", vendor: "Bakery", lines });

describe("a basket beside what is sold now", () => {
  it("finds each kind of change", () => {
    const { lines } = checkBasket(basketOf(line(1), line(2), line(3), line(4), line(5)), [bakery]);
    expect(lines.map(({ changes }) => changes)).toEqual([
      [],
      [{ kind: "price", price: pounds("5.20"), isDearer: true }],
      [{ kind: "fewer", left: 1 }],
      [{ kind: "sold_out" }],
      [{ kind: "gone" }],
    ]);
  });

  it("takes all of it as it is now", () => {
    const checked = checkBasket(basketOf(line(1), line(2), line(3), line(4), line(5)), [bakery]);
    expect(acceptedLines(checked).map(({ item, quantity, price }) => [item, quantity, price.amount])).toEqual(
      [
        [1, 2, "4.80"],
        [2, 2, "5.20"],
        [3, 1, "4.80"],
      ],
    );
    expect(checkBasket({ ...basketOf(), lines: acceptedLines(checked) }, [bakery]).hasChanged).toBe(false);
  });

  it("says of one line that there are fewer and that they cost more", () => {
    const scarce = { ...bakery, items: [item(1, { stock: 1, price: pounds("6.00") })] };
    const [first] = checkBasket(basketOf(line(1)), [scarce]).lines;
    expect(first?.changes.map(({ kind }) => kind)).toEqual(["fewer", "price"]);
  });

  it("says so where the vendor takes no orders, or sells nothing of it", () => {
    const refusing = {
      ...bakery,
      accepts_orders: false,
      accepts_orders_reason: "Bakery is not verified yet.",
    };
    expect(checkBasket(basketOf(line(1)), [refusing]).refusal).toBe("Bakery is not verified yet.");
    expect(checkBasket(basketOf(line(1)), []).refusal).toMatch(/Nothing of this/);
  });

  it("asks for each item once, in one order, so that the same baskets are the same question", () => {
    expect(itemIds([basketOf(line(3), line(1)), { ...basketOf(line(3)), slug: "other" }])).toEqual([1, 3]);
  });
});
