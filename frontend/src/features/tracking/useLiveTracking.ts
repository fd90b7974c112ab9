import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Tracking } from "@/api/types";
import { countFired } from "@/components/timers";
import { lastSequence } from "@/lib/entries";
import { useLiveSocket } from "@/lib/useLiveSocket";
import { applyFrame, awaitsSeal, isTrackingFrame } from "./frames";
import { trackingKey, trackingQuery } from "./queries";
import { keepSnapshot } from "./snapshots";

const POLL_MS = 4_000; // with the way there and back a move is seen within five seconds
const SETTLE_MS = 1_500;

/**
 * The order behind a link, kept fresh by its socket, and by asking every few seconds while the socket is down. A seal that fell
 * between the page's answer and the open socket is not sent again: while one is awaited, the page asks as well.
 */
export function useLiveTracking(uid: string) {
  const queryClient = useQueryClient();
  const isLive = useRef(false);
  const known = (): Tracking | undefined => queryClient.getQueryData<Tracking>(trackingKey(uid));
  const refetch = (): void => void queryClient.invalidateQueries({ queryKey: trackingKey(uid) });
  const waiting = (): boolean => {
    const tracking = known();
    return tracking !== undefined && awaitsSeal(tracking);
  };

  const query = useQuery({
    ...trackingQuery(uid, queryClient),
    refetchInterval: ({ state }) => {
      if (!state.data) return false;
      return isLive.current && !awaitsSeal(state.data) ? false : POLL_MS;
    },
  });
  const connection = useLiveSocket({
    path: () => {
      const tracking = known();
      const fired = countFired(tracking?.timers ?? []);
      return `/ws/tracking/${uid}/?after=${lastSequence(tracking?.entries ?? [])}&fired=${fired}`;
    },
    enabled: query.data !== undefined,
    onOpen: () => {
      if (waiting()) setTimeout(() => waiting() && refetch(), SETTLE_MS);
    },
    onFrame: (frame) => {
      const tracking = known();
      if (!tracking || !isTrackingFrame(frame)) return;
      const applied = applyFrame(tracking, frame);
      queryClient.setQueryData(trackingKey(uid), applied.tracking);
      if (applied.gap) refetch();
    },
  });
  isLive.current = connection.state === "live";

  const { data, dataUpdatedAt } = query;
  useEffect(() => {
    if (data) keepSnapshot({ uid, at: dataUpdatedAt, tracking: data });
  }, [uid, data, dataUpdatedAt]);
  return { query, connection };
}
