import type { Tracking } from "@/api/types";
import { browserStorage } from "@/lib/browserStorage";

/** What this browser last saw of the orders that were followed on it: for a page without a network. Nobody else's orders. */
export interface Snapshot {
  uid: string;
  /** When it was true, in ms. */
  at: number;
  tracking: Tracking;
}

const KEY = "trusttrack.followed";
const MOST = 10;
const KEPT_MS = 30 * 24 * 3_600_000;

/** The newest first. */
export function followedOrders(now: number = Date.now()): Snapshot[] {
  try {
    const found: unknown = JSON.parse(browserStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter(isSnapshot).filter(({ at }) => now - at < KEPT_MS) : [];
  } catch {
    return [];
  }
}

export const keptSnapshot = (uid: string): Snapshot | undefined =>
  followedOrders().find((each) => each.uid === uid);

export function keepSnapshot(snapshot: Snapshot): void {
  const others = followedOrders().filter(({ uid }) => uid !== snapshot.uid);
  write([snapshot, ...others].slice(0, MOST));
}

/** The link opens nothing any more, or its reader wants it gone. */
export const forgetSnapshot = (uid: string): void =>
  write(followedOrders().filter((each) => each.uid !== uid));

/** The data that came with the page itself. */
export function pageSnapshot(uid: string): Snapshot | undefined {
  const text = document.getElementById("snapshot")?.textContent;
  if (!text || !location.pathname.endsWith(`/${uid}`)) return undefined;
  return { uid, at: performance.timeOrigin, tracking: JSON.parse(text) as Tracking };
}

const write = (snapshots: readonly Snapshot[]): void =>
  browserStorage.setItem(KEY, JSON.stringify(snapshots));

function isSnapshot(value: unknown): value is Snapshot {
  const { uid, at, tracking } = (value ?? {}) as Partial<Snapshot>;
  return typeof uid === "string" && typeof at === "number" && Array.isArray(tracking?.entries);
}
