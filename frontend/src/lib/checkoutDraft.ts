import { browserStorage } from "./browserStorage";

const NAME = "trusttrack.checkout.draft";
const KEPT_FOR_MS = 24 * 3_600_000;

/** What was typed at the check-out, so that a reload or the way over the sign-in does not cost it. A day, on this device. */
export function readDraft<T>(now = Date.now()): Partial<T> {
  try {
    const { at, values } = JSON.parse(browserStorage.getItem(NAME) ?? "{}") as { at?: number; values?: Partial<T> };
    if (typeof at === "number" && now - at < KEPT_FOR_MS && typeof values === "object" && values) return values;
  } catch {
    // written by somebody else
  }
  forgetDraft();
  return {};
}

export function keepDraft(values: unknown, now = Date.now()): void {
  browserStorage.setItem(NAME, JSON.stringify({ at: now, values }));
}

/** Once the orders are placed, and when somebody signs out: the next person at this screen is another one. */
export function forgetDraft(): void {
  browserStorage.removeItem(NAME);
}
