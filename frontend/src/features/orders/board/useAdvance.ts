import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { OrderSummary } from "@/api/types";
import { boardKey, boardQuery } from "../queries";
import { explainRefusal } from "./conflict";
import type { PendingMove } from "./groups";

interface Move extends PendingMove {
  uid: string;
}

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** Writes one move. The card stays where the thumb put it; if the server refuses, the board is fetched again. */
export function useAdvance(slug: string, onRefused: (message: string) => void) {
  const queryClient = useQueryClient();
  const { queryKey } = boardQuery(slug);
  const change = (uid: string, changes: Partial<OrderSummary>): void => {
    queryClient.setQueryData(queryKey, (orders) =>
      orders?.map((order) => (order.uid === uid ? { ...order, ...changes } : order)),
    );
  };
  return useMutation({
    mutationFn: ({ uid, to, reason, expectedSequence, readyInMinutes }: Move) =>
      dataOf(
        api.PATCH("/api/v1/orders/{uid}/status/", {
          params: { path: { uid } },
          body: {
            status: to,
            expected_sequence: expectedSequence,
            ...(reason ? { reason } : {}),
            ...(readyInMinutes ? { estimated_ready_at: inMinutes(readyInMinutes) } : {}),
          },
          // Also when the page is closing: the move was promised when its undo window ended.
          keepalive: true,
        }),
      ),
    onMutate: async ({ uid, to }) => {
      await queryClient.cancelQueries({ queryKey });
      change(uid, { status: to, allowed_transitions: [], timers: [] });
    },
    onSuccess: (entry, { uid }) =>
      change(uid, {
        status: entry.status,
        sequence: entry.sequence,
        allowed_transitions: entry.allowed_transitions,
      }),
    onError: (error, { reference }) => onRefused(explainRefusal(error, reference)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: boardKey(slug) }),
  });
}
