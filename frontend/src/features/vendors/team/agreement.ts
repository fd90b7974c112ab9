import { asProblem } from "@/api/problem";
import { checksThatWouldEnd, IDENTITY_ENDS } from "../settings/checksEnd";

interface Asked {
  /** Whether the change was refused until somebody agrees that the identity check ends. */
  ends: boolean;
  hint: string;
  failure: string | null;
}

/** How a question goes on after a refusal: with what the change would end, or with why it did not work. */
export function askedAgain(error: unknown, hint: string): Asked {
  const ends = checksThatWouldEnd(error) !== null;
  return {
    ends,
    hint: ends ? IDENTITY_ENDS : hint,
    failure: error && !ends ? asProblem(error).message : null,
  };
}
