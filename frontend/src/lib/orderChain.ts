import { browserStorage } from "./browserStorage";

/** The order's chain number: the same on the confirmation, in the mail and in the proof, or something is wrong. */
const keyOf = (uid: string): string => `trusttrack.chain.${uid}`;
const LENGTH = 32;

/** Standard base64 of what a person or a link gives: spaces between groups, base64url and missing padding are fine. */
export function readChainId(text: string): string | null {
  const plain = text.replace(/\s+/g, "").replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/, "");
  try {
    const bytes = atob(plain);
    return bytes.length === LENGTH ? btoa(bytes) : null;
  } catch {
    return null;
  }
}

/** What `#chain=` in an address says; undefined where there is none, null where it is damaged. */
export function chainInFragment(hash: string): string | null | undefined {
  const [, given] = /^#(?:.*&)?chain=([^&]*)/.exec(hash) ?? [];
  return given === undefined ? undefined : readChainId(decode(given));
}

/** Percent signs only: a `+` of plain base64 is no space here. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Kept when the order is placed, and never replaced: a second chain for the same order has to stand out. */
export function keepChain(uid: string, chainId: string): void {
  if (!keptChain(uid)) browserStorage.setItem(keyOf(uid), chainId);
}

export function keptChain(uid: string): string | null {
  return browserStorage.getItem(keyOf(uid));
}

/** Four characters each, as people read them out. */
export const inGroups = (chainId: string): string[] => chainId.match(/.{1,4}/g) ?? [];

const seenKeyOf = (uid: string): string => `trusttrack.seen.${uid}`;

/** The chain that this browser verified before under the same link; another one later would be another history. */
export const seenChain = (uid: string): string | null => browserStorage.getItem(seenKeyOf(uid));

export const keepSeen = (uid: string, chainId: string): void =>
  browserStorage.setItem(seenKeyOf(uid), chainId);
