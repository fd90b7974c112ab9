import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { OrderSummary, Timer } from "@/api/types";
import { useLiveSocket } from "@/lib/useLiveSocket";
import { boardKey, boardQuery } from "../queries";

const POLL_MS = 10_000;

type BoardFrame =
  | { type: "order"; order: OrderSummary }
  | ({ type: "entry"; uid: string } & Pick<
      OrderSummary,
      "status" | "sequence" | "estimated_ready_at" | "allowed_transitions" | "timers"
    >)
  | { type: "timers"; uid: string; timers: Timer[] }
  | { type: "ping" };

/** The open orders of one vendor, kept fresh by its socket, else by asking. */
export function useLiveBoard(slug: string) {
  const queryClient = useQueryClient();
  const renew = (): void => void queryClient.invalidateQueries({ queryKey: boardKey(slug) });

  const applyEntry = ({ type: _, uid, ...changes }: Extract<BoardFrame, { type: "entry" }>): void => {
    const { queryKey } = boardQuery(slug);
    queryClient.setQueryData(queryKey, (orders) =>
      orders?.map((order) =>
        // A frame that took longer than the answer to our own move takes nothing back.
        order.uid === uid && order.sequence < changes.sequence ? { ...order, ...changes } : order,
      ),
    );
  };

  const applyTimers = (uid: string, timers: Timer[]): void => {
    queryClient.setQueryData(boardQuery(slug).queryKey, (orders) =>
      orders?.map((order) => (order.uid === uid ? { ...order, timers } : order)),
    );
  };

  const connection = useLiveSocket({
    path: () => `/ws/vendor/${slug}/`,
    onFrame: (frame) => {
      const told = frame as BoardFrame;
      if (told.type === "entry") applyEntry(told);
      if (told.type === "timers") applyTimers(told.uid, told.timers);
      if (told.type === "order") renew();
    },
    onReconnect: renew,
  });

  const query = useQuery({
    ...boardQuery(slug),
    refetchInterval: connection.state === "live" ? false : POLL_MS,
  });
  return { query, connection };
}
