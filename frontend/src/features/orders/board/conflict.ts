import { asProblem, isProblem } from "@/api/problem";

/** Why a move was not written, in words for the counter. */
export function explainRefusal(error: unknown, reference: string): string {
  if (isProblem(error, "stale_sequence")) {
    return `${reference} was moved by somebody else a moment ago. You now see where it stands.`;
  }
  if (isProblem(error, "transition_not_allowed")) {
    return `${reference} cannot make this move any more. You now see where it stands.`;
  }
  return `${reference} was not moved: ${asProblem(error).message}`;
}
