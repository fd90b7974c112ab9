/**
 * The service worker: it shows what we push, opens what it is about, and renews this browser's subscription. It keeps one page
 * without anybody's data, which it shows where a page cannot be had. Whatever the network answers goes before that.
 */
import { cacheName, filesIn, latinFontIn, outdated, SHELL } from "./shell";
import { shownOf } from "./shown";

declare const self: ServiceWorkerGlobalScope;

interface Cookies {
  get(name: string): Promise<{ value: string } | null>;
}

declare const __RELEASE__: string;
const CACHE = cacheName(__RELEASE__);

self.addEventListener("install", (event) => {
  void self.skipWaiting();
  event.waitUntil(keepShell());
});
self.addEventListener("activate", (event) => event.waitUntil(begin()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});

async function keepShell(): Promise<void> {
  const answer = await fetch(SHELL, { cache: "no-store" });
  if (!answer.ok) throw new Error(`the shell answered ${answer.status}`);
  const kept = await caches.open(CACHE);
  const files = filesIn(await answer.clone().text());
  await Promise.all([kept.put(SHELL, answer), kept.addAll(files)]);
  const styles = await Promise.all(
    files.filter((path) => path.endsWith(".css")).map(async (path) => (await kept.match(path))?.text() ?? ""),
  );
  await kept.addAll(styles.flatMap(latinFontIn));
}

async function begin(): Promise<void> {
  for (const name of outdated(await caches.keys(), __RELEASE__)) await caches.delete(name);
  await self.registration.navigationPreload?.enable(); // waking this worker must not hold a page up
  await self.clients.claim();
}

/** The page as the network has it; without one, the shell. */
async function page(event: FetchEvent): Promise<Response> {
  try {
    const preloaded: Response | undefined = await event.preloadResponse;
    return preloaded ?? (await fetch(event.request));
  } catch {
    return (await caches.match(SHELL)) ?? Response.error();
  }
}

/** A file under a name that changes with its content: as kept, else from the network. */
const file = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

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
