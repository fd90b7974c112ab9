import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lastSequence } from "@/lib/entries";
import { isFinal } from "@/lib/progress";
import { useLiveSocket } from "@/lib/useLiveSocket";
import { orderQuery } from "./queries";

const POLL_MS = 10_000;

/** One order for its customer, renewed whenever its tracking socket speaks. */
export function useLiveOrder(uid: string) {
  const queryClient = useQueryClient();
  const options = orderQuery(uid);
  const known = queryClient.getQueryData(options.queryKey);
  const renew = (): void => void queryClient.invalidateQueries({ queryKey: options.queryKey });
  const connection = useLiveSocket({
    path: () => {
      const order = queryClient.getQueryData(options.queryKey);
      return `/ws/tracking/${uid}/?after=${lastSequence(order?.history ?? [])}`;
    },
    enabled: known !== undefined && !isFinal(known.status),
    onFrame: (frame) => {
      const { type } = frame as { type?: string };
      if (type === "entry" || type === "timers") renew();
    },
    onReconnect: renew,
  });
  const query = useQuery({
    ...options,
    refetchInterval: ({ state }) =>
      connection.state === "live" || !state.data || isFinal(state.data.status) ? false : POLL_MS,
  });
  return { query, connection };
}
