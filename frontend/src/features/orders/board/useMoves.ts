import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import type { Transition } from "@/api/types";
import { type BoardOrder, pendingOf, sequenceAfter } from "./groups";
import { moveQueueFor } from "./moveQueue";

export const UNDO_MS = 5_000;

/** The moves made at this counter that are not answered yet, and what can be done with them. */
export function useMoves(slug: string, personId: number) {
  const queryClient = useQueryClient();
  const queue = moveQueueFor(slug, personId, queryClient);
  const { kept, obstacle } = useSyncExternalStore(queue.subscribe, queue.state);
  const pending = useMemo(() => pendingOf(kept), [kept]);

  useEffect(() => {
    const flush = (): void => queue.flush();
    const flushHidden = (): void => {
      if (document.visibilityState === "hidden") queue.flush();
    };
    window.addEventListener("pagehide", flush);
    document.addEventListener("visibilitychange", flushHidden);
    return () => {
      window.removeEventListener("pagehide", flush);
      document.removeEventListener("visibilitychange", flushHidden);
      queue.flush();
    };
  }, [queue]);

  /** One move of one order, or of several as one gesture. */
  const make = (orders: readonly BoardOrder[], { to, label }: Transition, reason?: string): void => {
    for (const { order } of orders) queue.dismiss(order.uid);
    queue.add(
      orders.map((each) => ({
        subject: each.order.uid,
        act: { to, label, reason, reference: each.order.reference, expectedSequence: sequenceAfter(each) },
      })),
      UNDO_MS,
    );
  };
  /** Promises a time with a gesture that can still be taken back; null takes the promise away again. */
  const promise = (group: string, readyAt: string | undefined, holdMs = UNDO_MS): void =>
    queue.amend(group, (move) => ({ ...move, readyAt }), holdMs);

  return {
    kept,
    obstacle,
    pending,
    make,
    promise,
    undo: queue.undo,
    dismiss: queue.dismiss,
    wake: queue.wake,
  };
}

export type Make = (orders: readonly BoardOrder[], transition: Transition, reason?: string) => void;
