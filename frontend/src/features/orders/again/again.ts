import type { BasketVendor, OrderSummary } from "@/api/types";
import { type CheckedBasket, checkBasket } from "../basket/changes";

/** An order as the basket that it once was, beside what is sold now. The same item twice is one line. */
export function asBasket(
  order: Pick<OrderSummary, "vendor" | "items">,
  vendors: BasketVendor[],
): CheckedBasket {
  const byItem = new Map<
    number,
    { item: number; name: string; price: { amount: string; currency: string }; quantity: number }
  >();
  for (const { item, name, unit_price, quantity } of order.items) {
    const known = byItem.get(item);
    byItem.set(item, { item, name, price: unit_price, quantity: quantity + (known?.quantity ?? 0) });
  }
  return checkBasket(
    { slug: order.vendor.slug, vendor: order.vendor.name, lines: [...byItem.values()] },
    vendors,
  );
}
