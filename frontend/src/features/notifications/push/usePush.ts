import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMe } from "@/api/me";
import { asProblem } from "@/api/problem";
import { NotAllowed } from "./browser";
import { pushQuery, turnOff, turnOn } from "./subscribing";

/** Why it could not be turned on or off, in words for a person. */
export function whyNot(error: unknown): string {
  if (error instanceof NotAllowed) return error.message;
  if (error instanceof DOMException) {
    return "Your browser could not reach its push service. Try again in a while; private windows often have none.";
  }
  return asProblem(error).message;
}

/** The switch for this browser: how it stands, and what a click does. */
export function usePush() {
  const queryClient = useQueryClient();
  const query = useQuery(pushQuery);
  const { data: me } = useMe();
  const change = useMutation({
    mutationFn: (wanted: boolean) =>
      wanted ? turnOn(query.data?.publicKey ?? "", me?.email ?? "") : turnOff(),
    onSettled: () => queryClient.invalidateQueries({ queryKey: pushQuery.queryKey }),
  });
  return { query, change };
}
