export interface UndoQueue<T> {
  /** Holds the act back; a second act for the same key sends the first at once. */
  add(key: string, act: T): void;
  /** Changes an act that still waits and gives it a new window; ignored once it was sent. */
  amend(key: string, change: (act: T) => T): void;
  /** Takes the act back. False when it was already sent. */
  undo(key: string): boolean;
  /** Sends everything now: the page is about to go away. */
  flush(): void;
  pending(): ReadonlyMap<string, T>;
  subscribe(listener: () => void): () => void;
}

interface Held<T> {
  act: T;
  timer: ReturnType<typeof setTimeout>;
}

/** Holds each act for `delayMs` before `send` gets it, once, so that a slip of the thumb can be taken back. */
export function createUndoQueue<T>(send: (key: string, act: T) => void, delayMs: number): UndoQueue<T> {
  const held = new Map<string, Held<T>>();
  const listeners = new Set<() => void>();
  let snapshot: ReadonlyMap<string, T> = new Map();

  function changed(): void {
    snapshot = new Map([...held].map(([key, { act }]) => [key, act]));
    for (const listener of listeners) listener();
  }

  function release(key: string): void {
    const entry = held.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    held.delete(key);
    // Sent before listeners hear of it: what is no longer held is already on its way.
    send(key, entry.act);
    changed();
  }

  return {
    add(key, act) {
      release(key);
      held.set(key, { act, timer: setTimeout(() => release(key), delayMs) });
      changed();
    },
    amend(key, change) {
      const entry = held.get(key);
      if (!entry) return;
      clearTimeout(entry.timer);
      held.set(key, { act: change(entry.act), timer: setTimeout(() => release(key), delayMs) });
      changed();
    },
    undo(key) {
      const entry = held.get(key);
      if (!entry) return false;
      clearTimeout(entry.timer);
      held.delete(key);
      changed();
      return true;
    },
    flush() {
      for (const key of [...held.keys()]) release(key);
    },
    pending: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
