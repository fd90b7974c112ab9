interface Sequenced {
  sequence: number;
}

export interface Merged<T> {
  entries: T[];
  /** True when a number is missing in between: the caller must fetch the whole again. */
  gap: boolean;
}

/**
 * Joins what is known with what arrived, by sequence. Entries are never changed once written, so the union is always
 * right, whatever the order of arrival; a repeat is dropped, a hole is told. What is added to an entry later (its seal)
 * is for `join` to keep.
 */
export function mergeEntries<T extends Sequenced>(
  known: readonly T[],
  arrived: readonly T[],
  join: (was: T, arrived: T) => T = (_was, newer) => newer,
): Merged<T> {
  const bySequence = new Map<number, T>();
  for (const entry of [...known, ...arrived]) {
    const was = bySequence.get(entry.sequence);
    bySequence.set(entry.sequence, was ? join(was, entry) : entry);
  }
  const entries = [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
  return { entries, gap: entries.some((entry, index) => entry.sequence !== index) };
}

export const lastSequence = (entries: readonly Sequenced[]): number => entries.at(-1)?.sequence ?? -1;
