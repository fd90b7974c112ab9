/** How it stands with this browser. */
export type PushStanding = "unsupported" | "unavailable" | "denied" | "off" | "on";

interface Known {
  publicKey: string;
  /** Ids of the account's browsers. */
  ids: readonly number[];
  permission: NotificationPermission;
  isSubscribed: boolean;
  ownId: number | undefined;
}

/** Says how it stands, from what is known; nobody is asked anything. */
export function standingOf({ publicKey, ids, permission, isSubscribed, ownId }: Known): PushStanding {
  if (!publicKey) return "unavailable";
  if (permission === "denied") return "denied";
  return permission === "granted" && isSubscribed && ownId !== undefined && ids.includes(ownId)
    ? "on"
    : "off";
}
