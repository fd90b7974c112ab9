import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Tracking } from "@/api/types";
import { lastSequence } from "@/lib/entries";
import { useLiveSocket } from "@/lib/useLiveSocket";
import { applyFrame, isTrackingFrame } from "./frames";
import { trackingKey, trackingQuery } from "./queries";

const POLL_MS = 5_000;

/** The order behind a link, kept fresh by its socket, and by asking every 5 s while the socket is down. */
export function useLiveTracking(uid: string) {
  const queryClient = useQueryClient();
  const known = (): Tracking | undefined => queryClient.getQueryData<Tracking>(trackingKey(uid));
  const refetch = (): void => void queryClient.invalidateQueries({ queryKey: trackingKey(uid) });
  const loaded = queryClient.getQueryState(trackingKey(uid))?.status === "success";

  const connection = useLiveSocket({
    path: () => `/ws/tracking/${uid}/?after=${lastSequence(known()?.entries ?? [])}`,
    enabled: loaded,
    onFrame: (frame) => {
      const tracking = known();
      if (!tracking || !isTrackingFrame(frame)) return;
      const applied = applyFrame(tracking, frame);
      queryClient.setQueryData(trackingKey(uid), applied.tracking);
      if (applied.gap) refetch();
    },
  });

  const query = useQuery({
    ...trackingQuery(uid, queryClient),
    refetchInterval: ({ state }) =>
      connection.state === "live" || state.status === "error" ? false : POLL_MS,
  });
  return { query, connection };
}
