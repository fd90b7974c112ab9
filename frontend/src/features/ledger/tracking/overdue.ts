/** Sealing takes a second or two; what waits longer than this waits for too long, in ms. */
export const WAIT = 60_000;
/** A reader's clock may be slow; a time that is yet to come by more than this is no time of recording. */
const AHEAD = 300_000;

/** Whether an entry that was recorded then should have its seal by now. */
export function isOverdue(recordedAt: string, now: number): boolean {
  const age = now - Date.parse(recordedAt);
  return age > WAIT || age < -AHEAD;
}
