import { t } from "./language/catalogue";
import { workerAddress } from "./ledger/workerAddress";

const WORKER = "/sw.js";

/** Whether this browser can be told while no page of ours is open. On an iPhone only an app on the home screen can. */
export const canPush = (): boolean =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

/** What this browser is subscribed with, if anything. */
export async function ownSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration("/");
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** Subscribes this browser; asks its person where they have not been asked. Only to be called on a click. */
export async function subscribeHere(publicKey: string): Promise<PushSubscription> {
  if ((await Notification.requestPermission()) !== "granted") throw new NotAllowed();
  await navigator.serviceWorker.register(workerAddress(WORKER), { scope: "/", updateViaCache: "none" });
  const { pushManager } = await navigator.serviceWorker.ready;
  const had = await pushManager.getSubscription();
  if (had && keyOf(had) === publicKey) return had; // others are told by it too
  await had?.unsubscribe(); // made with an older key of ours
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

/** The key of ours that a subscription was made with, base64url. */
function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options?.applicationServerKey ?? []);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** The person, or their browser for them, said no. */
export class NotAllowed extends Error {
  constructor() {
    super(t("Your browser did not allow notifications."));
  }
}

export interface SubscriptionBody {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** What the API takes of a subscription. */
export function bodyOf(subscription: PushSubscription): SubscriptionBody {
  const { endpoint = "", keys = {} } = subscription.toJSON();
  return { endpoint, keys: { p256dh: keys.p256dh ?? "", auth: keys.auth ?? "" } };
}
