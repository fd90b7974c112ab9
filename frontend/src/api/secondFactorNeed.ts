import { isProblem } from "./problem";

let needed = false;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  if (needed === value) return;
  needed = value;
  for (const listener of listeners) listener();
}

export const SECOND_FACTOR_NEEDED = "second_factor_needed";

/** Whether the server refused something for want of a second factor, for `useSyncExternalStore`. */
export const secondFactorNeed = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): boolean => needed,
  forget: (): void => set(false),
};

export function noteSecondFactorNeed(error: unknown): void {
  if (isProblem(error, SECOND_FACTOR_NEEDED)) set(true);
}
