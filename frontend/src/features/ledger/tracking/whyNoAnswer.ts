import { asProblem, isProblem } from "@/api/problem";
import { VerificationTimedOut } from "@/lib/ledger";

/** Why there is no verdict. None of these says anything against the record. */
export function whyNoAnswer(error: unknown): string {
  if (isProblem(error, "not_sealed_yet"))
    return "Nothing of this order is sealed yet. It takes a few seconds; try again in a moment.";
  if (error instanceof VerificationTimedOut)
    return "The check took too long and was given up. Nothing is proven by that, and nothing refuted.";
  const problem = asProblem(error);
  if (problem.status === 0)
    return "The proof could not be fetched: there is no connection. What you see stays; try again when you are online.";
  return `The proof could not be fetched. ${problem.message}`;
}
