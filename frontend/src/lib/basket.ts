import { useCallback, useSyncExternalStore } from "react";
import type { Money } from "./money";

export interface BasketLine {
  item: number;
  name: string;
  price: Money;
  quantity: number;
}

export interface Basket {
  lines: BasketLine[];
  count: number;
  setQuantity: (item: Omit<BasketLine, "quantity">, quantity: number) => void;
  clear: () => void;
}

const NOTHING: BasketLine[] = [];
const listeners = new Set<() => void>();
const cache = new Map<string, { raw: string | null; lines: BasketLine[] }>();
const keyOf = (vendor: string): string => `trusttrack.basket.${vendor}`;

function isLine(value: unknown): value is BasketLine {
  const line = value as Partial<BasketLine> | null;
  return (
    typeof line?.item === "number" &&
    typeof line.quantity === "number" &&
    typeof line.price?.amount === "string"
  );
}

function parse(raw: string | null): BasketLine[] {
  if (!raw) return NOTHING;
  try {
    const value: unknown = JSON.parse(raw);
    return Array.isArray(value) ? value.filter(isLine) : NOTHING;
  } catch {
    return NOTHING;
  }
}

export function readBasket(vendor: string): BasketLine[] {
  const raw = localStorage.getItem(keyOf(vendor));
  const known = cache.get(vendor);
  if (known && known.raw === raw) return known.lines;
  const lines = parse(raw);
  cache.set(vendor, { raw, lines });
  return lines;
}

export function writeBasket(vendor: string, lines: BasketLine[]): void {
  if (lines.length) localStorage.setItem(keyOf(vendor), JSON.stringify(lines));
  else localStorage.removeItem(keyOf(vendor));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

/** What the reader has put together at one vendor. Kept on this device until the order is placed. */
export function useBasket(vendor: string): Basket {
  const lines = useSyncExternalStore(subscribe, () => readBasket(vendor));
  const setQuantity = useCallback<Basket["setQuantity"]>(
    (item, quantity) => {
      const others = readBasket(vendor);
      const rest = others.filter((line) => line.item !== item.item);
      if (quantity <= 0) return writeBasket(vendor, rest);
      const known = others.some((line) => line.item === item.item);
      const line = { ...item, quantity };
      writeBasket(
        vendor,
        known ? others.map((each) => (each.item === item.item ? line : each)) : [...rest, line],
      );
    },
    [vendor],
  );
  const clear = useCallback(() => writeBasket(vendor, []), [vendor]);
  return { lines, count: lines.reduce((sum, line) => sum + line.quantity, 0), setQuantity, clear };
}
