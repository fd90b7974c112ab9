import { browserStorage } from "./browserStorage";

const NAME = "trusttrack.checkout.keys";

/** Vendors whose order was sent and not answered, each with the check-out that it was sent under. */
type Waiting = Record<string, string>;

function read(): Waiting {
  try {
    const value: unknown = JSON.parse(browserStorage.getItem(NAME) ?? "{}");
    return typeof value === "object" && value !== null ? (value as Waiting) : {};
  } catch {
    return {};
  }
}

function write(waiting: Waiting): void {
  if (Object.keys(waiting).length) browserStorage.setItem(NAME, JSON.stringify(waiting));
  else browserStorage.removeItem(NAME);
}

/**
 * The check-out that each vendor's order is sent under: one for all of them, but for those whose last try was never
 * answered. They keep theirs, also over a reload, so that trying again can double nothing.
 */
export function beginCheckout(
  slugs: readonly string[],
  newKey: () => string = () => crypto.randomUUID(),
): Waiting {
  const waiting = read();
  const key = newKey();
  const keys = Object.fromEntries(slugs.map((slug) => [slug, waiting[slug] ?? key]));
  write({ ...waiting, ...keys });
  return keys;
}

/** The server has answered for this vendor: the next order there is another one. */
export function endCheckout(slug: string): void {
  const { [slug]: _, ...others } = read();
  write(others);
}
