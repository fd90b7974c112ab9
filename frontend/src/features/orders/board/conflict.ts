import { api, dataOf } from "@/api/client";
import { isProblem, wordsOf } from "@/api/problem";
import type { OrderEntry } from "@/api/types";
import { clockTime } from "@/lib/time";
import type { KeptMove } from "./moveQueue";

const DID: Record<string, string> = {
  accepted: "accepted it",
  preparing: "started preparing it",
  ready_for_pickup: "marked it ready",
  out_for_delivery: "sent it out",
  delivered: "marked it delivered",
  completed: "completed it",
  rejected: "rejected it",
  cancelled: "cancelled it",
};

function who({ actor_role, actor_name }: OrderEntry): string {
  if (actor_role === "customer") return "the customer";
  return actor_role === "vendor" ? actor_name || "a colleague" : "TrustTrack";
}

/** "Sam already rejected it at 10:42": what happened instead, from the order's own history. */
export function sayWhatHappened(entry: OrderEntry, { act }: Pick<KeptMove, "act">): string {
  const did = `${who(entry)} already ${DID[entry.status] ?? "moved it"} at ${clockTime(entry.claimed_at)}`;
  const why = entry.reason ? ` (“${entry.reason}”)` : "";
  return `${act.reference}: ${did}${why}. Your “${act.label}” was not made.`;
}

/**
 * Why a move was not written, in words for the counter; null where it has been written after all, by an earlier try whose
 * answer was lost, or by somebody who wanted the same. Throws where the order cannot be asked for now.
 */
export async function explainRefusal(error: unknown, move: KeptMove): Promise<string | null> {
  const { reference, label, to, expectedSequence } = move.act;
  if (!isProblem(error, "stale_sequence", "transition_not_allowed"))
    return `${reference}: “${label}” was not made. ${wordsOf(error)}`;
  const { history } = await dataOf(
    api.GET("/api/v1/orders/{uid}/", { params: { path: { uid: move.subject } } }),
  );
  const inItsPlace = history.find(({ sequence }) => sequence === expectedSequence + 1);
  if (inItsPlace?.status === to) return null;
  const entry = inItsPlace ?? history.at(-1);
  return entry ? sayWhatHappened(entry, move) : `${reference}: “${label}” was not made.`;
}
