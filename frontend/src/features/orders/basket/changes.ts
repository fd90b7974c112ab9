import type { BasketItem, BasketVendor } from "@/api/types";
import type { Basket, BasketLine } from "@/lib/basket";
import { t } from "@/lib/language/catalogue";
import { toMinor } from "@/lib/money";

/** What is not as the reader saw it when they put a line into the basket. */
export type Change =
  | { kind: "gone" }
  | { kind: "sold_out" }
  | { kind: "fewer"; left: number }
  | { kind: "price"; price: BasketLine["price"]; isDearer: boolean };

export interface CheckedLine {
  line: BasketLine;
  changes: Change[];
  /** As it would be with the changes; null where there is none left. */
  next: BasketLine | null;
  image: string | null;
}

export interface CheckedBasket {
  slug: string;
  vendor: string;
  currency: string;
  country: string;
  fulfilments: ("pickup" | "delivery")[];
  lines: CheckedLine[];
  /** Why nothing can be ordered there now. */
  refusal: string | null;
  hasChanged: boolean;
}

function changesOf(line: BasketLine, item: BasketItem | undefined): Change[] {
  if (!item) return [{ kind: "gone" }];
  if (!item.in_stock) return [{ kind: "sold_out" }];
  const found: Change[] = [];
  if (item.stock !== null && item.stock < line.quantity) found.push({ kind: "fewer", left: item.stock });
  const [seen, now] = [toMinor(line.price), toMinor(item.price)];
  if (seen !== now || line.price.currency !== item.price.currency)
    found.push({ kind: "price", price: item.price, isDearer: now > seen });
  return found;
}

function nextOf(line: BasketLine, item: BasketItem | undefined): BasketLine | null {
  if (!item?.in_stock) return null;
  const quantity = item.stock === null ? line.quantity : Math.min(line.quantity, item.stock);
  return { item: line.item, name: item.name, price: item.price, quantity };
}

const WITHOUT_VENDOR = () => t("Nothing of this is sold at the moment.");

/** One basket beside what the server says of its items now. */
export function checkBasket(basket: Basket, vendors: readonly BasketVendor[]): CheckedBasket {
  const now = vendors.find(({ slug }) => slug === basket.slug);
  const lines = basket.lines.map((line) => {
    const item = now?.items.find(({ id }) => id === line.item);
    const image = item?.image_url ?? null;
    return { line, image, changes: changesOf(line, item), next: nextOf(line, item) };
  });
  return {
    slug: basket.slug,
    vendor: now?.name ?? (basket.vendor || basket.slug),
    currency: now?.currency ?? basket.lines[0]?.price.currency ?? "GBP",
    country: now?.country ?? "GB",
    fulfilments: now?.fulfilments ?? [],
    lines,
    refusal: now ? now.accepts_orders_reason : WITHOUT_VENDOR(),
    hasChanged: lines.some(({ changes }) => changes.length > 0),
  };
}

/** The lines with everything taken as it is now. */
export const acceptedLines = ({ lines }: CheckedBasket): BasketLine[] =>
  lines.flatMap(({ next }) => next ?? []);

export const itemIds = (baskets: readonly Basket[]): number[] =>
  [...new Set(baskets.flatMap(({ lines }) => lines.map(({ item }) => item)))].sort(
    (one, other) => one - other,
  );
