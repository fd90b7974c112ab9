import { browserStorage } from "@/lib/browserStorage";

/** What stops the messages about an order: kept by the device that asked for them, or brought by a mail's link. */
const keyOf = (uid: string): string => `trusttrack.told.${uid}`;

export const stopTokenIn = (hash: string): string | null => /^#stop=([\w-]{22})$/.exec(hash)?.[1] ?? null;
export const keptStopToken = (uid: string): string | null => browserStorage.getItem(keyOf(uid)) || null;
export const keepStopToken = (uid: string, token: string): void => browserStorage.setItem(keyOf(uid), token);
export const dropStopToken = (uid: string): void => browserStorage.removeItem(keyOf(uid));
/** Whether this device asked to be told of any order, perhaps on itself. */
export const isToldHere = (): boolean => browserStorage.namesOf(keyOf("")).length > 0;
