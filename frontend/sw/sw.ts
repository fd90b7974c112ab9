/**
 * The service worker: it shows what we push, opens what it is about, and renews this browser's subscription. It keeps no pages
 * and answers no requests, so it stands between nobody and the site.
 */
import { shownOf } from "./shown";

declare const self: ServiceWorkerGlobalScope;

interface Cookies {
  get(name: string): Promise<{ value: string } | null>;
}

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  const { title, options } = shownOf(event.data?.text() ?? "");
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(String(event.notification.data ?? "/")));
});

self.addEventListener("pushsubscriptionchange", (event) =>
  event.waitUntil(renew(event as SubscriptionChange)),
);

/** A page of ours that is open is led there; else a new one is opened. Addresses of other sites lead to our front page. */
async function open(path: string): Promise<void> {
  const wanted = new URL(path, self.location.origin);
  const url = wanted.origin === self.location.origin ? wanted.href : self.location.origin;
  const [page] = await self.clients.matchAll({ type: "window" });
  try {
    const led = await page?.navigate(url);
    if (led) return void (await led.focus());
  } catch {
    // a page that this worker does not control yet
  }
  await self.clients.openWindow(url);
}

interface SubscriptionChange extends ExtendableEvent {
  oldSubscription?: PushSubscription | null;
  newSubscription?: PushSubscription | null;
}

/** Tells the server where this browser is now. Where it cannot (no cookie store, signed out), the next visit does. */
async function renew({ oldSubscription, newSubscription }: SubscriptionChange): Promise<void> {
  const options = oldSubscription?.options;
  const renewed = newSubscription ?? (options && (await self.registration.pushManager.subscribe(options)));
  const token = await csrfToken();
  if (!renewed || !token) return;
  const { endpoint, keys } = renewed.toJSON();
  await fetch("/api/v1/me/push/", {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ endpoint, keys }),
  });
}

async function csrfToken(): Promise<string | undefined> {
  const { cookieStore } = self as unknown as { cookieStore?: Cookies };
  const found = (await cookieStore?.get("__Host-csrftoken")) ?? (await cookieStore?.get("csrftoken"));
  return found?.value;
}
