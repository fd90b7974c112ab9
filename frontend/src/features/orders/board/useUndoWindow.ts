import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createUndoQueue } from "@/lib/undoQueue";

export const UNDO_MS = 5_000;

/** Holds acts back for the undo window; sends at once what is held when the page goes away. */
export function useUndoWindow<T>(send: (key: string, act: T) => void) {
  const latest = useRef(send);
  latest.current = send;
  const [queue] = useState(() => createUndoQueue<T>((key, act) => latest.current(key, act), UNDO_MS));
  const pending = useSyncExternalStore(queue.subscribe, queue.pending);

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

  return { pending, add: queue.add, amend: queue.amend, undo: queue.undo };
}
