import type { Order } from "@/api/types";
import { t } from "@/lib/language/catalogue";

/** "2 × Rye loaf, 1 × Croissant and 3 more": enough to recognise an order. */
export function itemsInShort(items: Pick<Order["items"][number], "name" | "quantity">[], most = 2): string {
  const named = items.slice(0, most).map(({ quantity, name }) => `${quantity} × ${name}`);
  const rest = items.length - named.length;
  return rest > 0 ? t("{named} and {rest} more", { named: named.join(", "), rest }) : named.join(", ");
}
