import { useState } from "react";
import type { BoardOrder } from "./groups";

/** Which of the shown orders the next move is for. What leaves the screen leaves the selection. */
export function useSelection(shown: readonly BoardOrder[]) {
  const [selecting, setSelecting] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const orders = selecting ? shown.filter(({ order }) => chosen.has(order.uid)) : [];
  const toggle = (uid: string): void => {
    setSelecting(true);
    setChosen((old) => {
      const next = new Set(selecting ? old : []);
      if (!next.delete(uid)) next.add(uid);
      return next;
    });
  };
  return {
    selecting,
    orders,
    selected: new Set(orders.map(({ order }) => order.uid)),
    toggle,
    /** On, or off and all forgotten. */
    switch: () => {
      setChosen(new Set());
      setSelecting((on) => !on);
    },
  };
}
