const NAME = "trusttrack.checkout.draft";
const KEPT_FOR_MS = 24 * 3_600_000;

/**
 * What was typed at the check-out, so that a reload or the way over the sign-in does not cost it. Kept for this tab, a
 * day at most: it says who somebody is and where they live, and the next person at the screen is another one.
 */
export function readDraft<T>(now = Date.now()): Partial<T> {
  try {
    const { at, values } = JSON.parse(sessionStorage.getItem(NAME) ?? "{}") as {
      at?: number;
      values?: Partial<T>;
    };
    if (typeof at === "number" && now - at < KEPT_FOR_MS && typeof values === "object" && values)
      return values;
  } catch {
    // refused, or written by somebody else
  }
  forgetDraft();
  return {};
}

export function keepDraft(values: unknown, now = Date.now()): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify({ at: now, values }));
  } catch {
    // refused or full
  }
}

/** Once the orders are placed, and when somebody signs out. */
export function forgetDraft(): void {
  try {
    sessionStorage.removeItem(NAME);
  } catch {
    // refused
  }
}
