import type { Transition } from "@/api/types";

interface Moves {
  /** The one big button. */
  next: Transition | undefined;
  /** Behind the menu. */
  others: Transition[];
}

/** The API says what may be done and what is usual; the screen only decides what is big. */
export function arrangeMoves(allowed: readonly Transition[]): Moves {
  const next = allowed.find((each) => each.suggested) ?? allowed.find((each) => !each.requires_reason);
  return { next, others: allowed.filter((each) => each !== next) };
}
