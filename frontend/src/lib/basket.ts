import { useCallback, useSyncExternalStore } from "react";
import { browserStorage } from "./browserStorage";
import type { Money } from "./money";

export interface BasketLine {
  item: number;
  name: string;
  /** What the reader saw: the order is not placed for another price. */
  price: Money;
  quantity: number;
}

/** What the reader has put together at one vendor. Kept on this device until the order is placed. */
export interface Basket {
  slug: string;
  /** The vendor's; empty where it was never learnt. */
  vendor: string;
  lines: BasketLine[];
}

const PREFIX = "trusttrack.basket.";
const NOTHING: BasketLine[] = [];
const listeners = new Set<() => void>();
const parsed = new Map<string, { raw: string; basket: Basket }>();
let all: { raw: string; baskets: Basket[] } = { raw: "", baskets: [] };

function isLine(value: unknown): value is BasketLine {
  const line = value as Partial<BasketLine> | null;
  return (
    typeof line?.item === "number" &&
    typeof line.quantity === "number" &&
    line.quantity > 0 &&
    typeof line.name === "string" &&
    typeof line.price?.amount === "string" &&
    typeof line.price.currency === "string"
  );
}

function parse(slug: string, raw: string): Basket {
  try {
    const value = JSON.parse(raw) as { vendor?: unknown; lines?: unknown };
    const lines: unknown = Array.isArray(value) ? value : value.lines;
    const vendor = typeof value.vendor === "string" ? value.vendor : "";
    return { slug, vendor, lines: Array.isArray(lines) ? lines.filter(isLine) : NOTHING };
  } catch {
    return { slug, vendor: "", lines: NOTHING };
  }
}

/** The same object as long as nothing has changed. */
export function readBasket(slug: string): Basket {
  const raw = browserStorage.getItem(PREFIX + slug) ?? "[]";
  const known = parsed.get(slug);
  if (known?.raw === raw) return known.basket;
  const basket = parse(slug, raw);
  parsed.set(slug, { raw, basket });
  return basket;
}

/** Every basket with something in it, in the order of the vendors' names. */
export function readBaskets(): Basket[] {
  const slugs = browserStorage.namesOf(PREFIX).map((name) => name.slice(PREFIX.length));
  const raw = slugs.map((slug) => slug + browserStorage.getItem(PREFIX + slug)).join("\n");
  if (all.raw !== raw) {
    const baskets = slugs.map(readBasket).filter(({ lines }) => lines.length > 0);
    all = { raw, baskets: baskets.sort((one, other) => one.vendor.localeCompare(other.vendor)) };
  }
  return all.baskets;
}

export function writeBasket(slug: string, lines: BasketLine[], vendor = readBasket(slug).vendor): void {
  if (lines.length) browserStorage.setItem(PREFIX + slug, JSON.stringify({ vendor, lines }));
  else browserStorage.removeItem(PREFIX + slug);
  for (const listener of listeners) listener();
}

/** Puts lines in; of what is in already, the quantity becomes the new one. */
export function addToBasket(slug: string, lines: BasketLine[], vendor: string): void {
  const items = new Set(lines.map(({ item }) => item));
  writeBasket(slug, [...readBasket(slug).lines.filter(({ item }) => !items.has(item)), ...lines], vendor);
}

export function setQuantity(
  slug: string,
  item: Omit<BasketLine, "quantity">,
  quantity: number,
  vendor?: string,
): void {
  const { lines } = readBasket(slug);
  const line = { ...item, quantity };
  const isIn = lines.some((each) => each.item === item.item);
  const next = isIn ? lines.map((each) => (each.item === item.item ? line : each)) : [...lines, line];
  writeBasket(
    slug,
    next.filter((each) => each.quantity > 0),
    vendor,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export const countOf = (lines: BasketLine[]): number => lines.reduce((sum, line) => sum + line.quantity, 0);

/** One vendor's basket. */
export function useBasket(slug: string) {
  const { lines, vendor } = useSyncExternalStore(
    subscribe,
    useCallback(() => readBasket(slug), [slug]),
  );
  return { lines, vendor, count: countOf(lines) };
}

/** All baskets of this device. */
export const useBaskets = (): Basket[] => useSyncExternalStore(subscribe, readBaskets);
