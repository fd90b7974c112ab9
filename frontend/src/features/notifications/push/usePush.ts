import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMe } from "@/api/me";
import { pushQuery, turnOff, turnOn } from "./subscribing";

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
