/** Whom a call is made as, by their id: the server refuses it where somebody else works on the tablet or is signed in. */
const ACTING_AS = "X-Acting-As";

let person: number | null = null;

export const madeBy = (who: number | string) => ({ [ACTING_AS]: String(who) });

/** Makes every call from now on that of whoever works on this tablet; null where nobody does. */
export function actAs(who: number | null): void {
  person = who;
}

/** Names them. A call that is somebody's already, such as a move that waited, stays theirs. */
export function nameActor({ headers }: Request): void {
  if (person !== null && !headers.has(ACTING_AS)) headers.set(ACTING_AS, String(person));
}
