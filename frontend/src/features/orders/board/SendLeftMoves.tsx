import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { moveQueueFor } from "./moveQueue";

/** Sends what an earlier page left behind, whichever page of the dashboard is opened first. */
export function SendLeftMoves({ slug, personId }: { slug: string; personId: number }) {
  const queryClient = useQueryClient();
  useEffect(() => moveQueueFor(slug, personId, queryClient).wake(), [slug, personId, queryClient]);
  return null;
}
