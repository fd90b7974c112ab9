import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, expect, it, vi } from "vitest";
import { followedOrders, keepSnapshot } from "@/features/tracking/snapshots";
import { orders, trackingOf } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { sealedTracking } from "@/mocks/ledgerHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";
import { TrackApp } from "./track/TrackApp";

/** What a follower's browser keeps, shares, and is told. */
const UID = "order-g7h8";
const PATH = `/track/${UID}`;
const order = () => orders.find(({ uid }) => uid === UID) as (typeof orders)[number];
const isOnline = (online: boolean) => vi.spyOn(navigator, "onLine", "get").mockReturnValue(online);

afterEach(() => {
  document.getElementById("snapshot")?.remove();
});

function comesWith(tracking: object): void {
  const block = document.createElement("script");
  block.id = "snapshot";
  block.type = "application/json";
  block.textContent = JSON.stringify(tracking);
  document.body.append(block);
}

it("begins with what came with the page and asks for nothing", async () => {
  comesWith(sealedTracking(order(), orders));
  vi.spyOn(performance, "timeOrigin", "get").mockReturnValue(Date.now()); // as a page that was just loaded
  let asked = 0;
  server.use(
    http.get(`*/api/v1/tracking/${UID}/`, () => {
      asked += 1;
      return HttpResponse.json(sealedTracking(order(), orders));
    }),
  );
  renderApp(PATH);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(/is preparing the order/);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(asked).toBe(0);
  expect(followedOrders().map(({ uid }) => uid)).toEqual([UID]);
});

it("shows what this browser kept while there is no network, and since when", async () => {
  const at = new Date(Date.now() - 60_000);
  keepSnapshot({ uid: UID, at: at.getTime(), tracking: trackingOf(order()) });
  isOnline(false);
  let refused = 0;
  server.use(
    http.get(`*/api/v1/tracking/${UID}/`, () => {
      refused += 1;
      return HttpResponse.error();
    }),
  );
  renderApp(PATH);
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent(/is preparing the order/);
  const since = [at.getHours(), at.getMinutes()].map((part) => `${part}`.padStart(2, "0")).join(":");
  expect(screen.getByText(new RegExp(`^Offline since ${since}`))).toBeVisible();
  expect(screen.getByText(/You are offline/)).toBeVisible();
  // What the page asked has to have failed before the test ends and takes it back
  await waitFor(() => expect(refused).toBeGreaterThan(0));
  await new Promise((resolve) => setTimeout(resolve, 50));
});

it("keeps ten orders at most, and none whose link opens nothing any more", async () => {
  for (let number = 0; number < 12; number += 1)
    keepSnapshot({ uid: `order-${number}`, at: Date.now(), tracking: trackingOf(order()) });
  keepSnapshot({ uid: UID, at: Date.now() - 60_000, tracking: trackingOf(order()) });
  expect(followedOrders()).toHaveLength(10);
  server.use(http.get(`*/api/v1/tracking/${UID}/`, () => problem(404, "not_found")));
  renderApp(PATH);
  expect(await screen.findByText("We could not find that")).toBeVisible();
  expect(followedOrders().map(({ uid }) => uid)).not.toContain(UID);
});

it("lists the followed orders where another page cannot be had", () => {
  isOnline(false);
  keepSnapshot({ uid: UID, at: Date.now(), tracking: trackingOf(order()) });
  render(<TrackApp uid={null} />);
  expect(screen.getByRole("heading", { name: "You are offline" })).toBeVisible();
  const [link] = within(screen.getByRole("list", { name: "Orders you follow" })).getAllByRole("link");
  expect(link).toHaveAttribute("href", PATH);
});

it("is told by mail after the code, and stops it", async () => {
  const sent: unknown[] = [];
  server.use(
    http.post(`*/api/v1/tracking/${UID}/follow/`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ minutes: 30 }, { status: 202 });
    }),
    http.post(`*/api/v1/tracking/${UID}/follow/confirm/`, async ({ request }) => {
      const { code } = (await request.json()) as { code: string };
      if (code !== "402817") return problem(400, "code_wrong", { detail: "Look at the newest mail." });
      return HttpResponse.json({ stop_token: "a".repeat(22) });
    }),
    http.post("*/api/v1/tracking/follow/stop/", async ({ request }) => {
      sent.push(await request.json());
      return new HttpResponse(null, { status: 204 });
    }),
  );
  const { unmount } = renderApp(PATH);
  await userEvent.click(await screen.findByRole("button", { name: "Tell me" }));
  await userEvent.type(await screen.findByLabelText("Your e-mail"), "bob@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Send me a code" }));
  const code = await screen.findByLabelText("Code from the message");
  await userEvent.type(code, "111111");
  await userEvent.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Look at the newest mail.");
  await userEvent.clear(code);
  await userEvent.type(code, "402 817");
  await userEvent.click(screen.getByRole("button", { name: "Confirm" }));
  expect(await screen.findByText("You are told of each step of this order.")).toBeVisible();
  unmount();

  renderApp(PATH); // remembered on this device
  await userEvent.click(await screen.findByRole("button", { name: "Tell me" }));
  await userEvent.click(await screen.findByRole("button", { name: "Stop telling me" }));
  expect(await screen.findByLabelText("Your e-mail")).toBeVisible();
  expect(sent).toEqual([{ email: "bob@example.com" }, { token: "a".repeat(22) }]);
});

it("is told by SMS, or on this device, where this site and this browser can", async () => {
  const sent: unknown[] = [];
  const subscription = {
    options: { applicationServerKey: Uint8Array.from([4, 250, 255]).buffer },
    toJSON: () => ({ endpoint: "https://push.example.com/bob", keys: { p256dh: "BA", auth: "AA" } }),
    unsubscribe: vi.fn(async () => true),
  };
  const pushManager = { getSubscription: async () => subscription, subscribe: vi.fn() };
  const worker = { register: async () => undefined, ready: Promise.resolve({ pushManager }) };
  Object.defineProperty(navigator, "serviceWorker", { value: worker, configurable: true });
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { requestPermission: async () => (sent.length < 2 ? "denied" : "granted") });
  server.use(
    http.get("*/api/v1/tracking/follow/ways/", () => HttpResponse.json({ sms: true, push_key: "BPr_" })),
    http.post(`*/api/v1/tracking/${UID}/follow/`, async ({ request }) => {
      sent.push(await request.json());
      if (sent.length === 1) return problem(400, "invalid", { detail: "Give a phone number." });
      return HttpResponse.json({ minutes: 30 }, { status: 202 });
    }),
    http.post(`*/api/v1/tracking/${UID}/follow/browser/`, async ({ request }) => {
      sent.push(await request.json());
      return HttpResponse.json({ stop_token: "a".repeat(22) }, { status: 201 });
    }),
  );
  renderApp(PATH);
  await userEvent.click(await screen.findByRole("button", { name: "Tell me" }));
  await userEvent.click(await screen.findByRole("radio", { name: "On this device" }));
  await userEvent.click(screen.getByRole("button", { name: "Notify me here" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("did not allow");
  await userEvent.click(screen.getByRole("radio", { name: "By SMS" }));
  await userEvent.type(screen.getByLabelText("Your mobile number"), "0117 496 0123");
  await userEvent.click(screen.getByRole("button", { name: "Send me a code" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("Give a phone number.");
  await userEvent.click(screen.getByRole("button", { name: "Send me a code" }));
  expect(await screen.findByText(/We sent six digits to 0117 496 0123/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Use another number" }));
  await userEvent.click(screen.getByRole("radio", { name: "On this device" }));
  await userEvent.click(screen.getByRole("button", { name: "Notify me here" }));
  expect(await screen.findByText("You are told of each step of this order.")).toBeVisible();
  expect(sent.at(-1)).toEqual({
    endpoint: "https://push.example.com/bob",
    keys: { p256dh: "BA", auth: "AA" },
  });
  expect(subscription.unsubscribe).not.toHaveBeenCalled();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "serviceWorker");
});

it("offers to stop where a mail's link says so", async () => {
  renderApp(`${PATH}#stop=${"b".repeat(22)}`);
  expect(await screen.findByRole("button", { name: "Stop telling me" })).toBeVisible();
});

it("copies the link where the device has no way to share, without what stands behind the #", async () => {
  const user = userEvent.setup();
  renderApp(`${PATH}#chain=abc`);
  await user.click(await screen.findByRole("button", { name: "Share" }));
  expect(await screen.findByRole("button", { name: "Link copied" })).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe(`http://localhost${PATH}`);
});

it("sounds only where it was asked to, and remembers it", async () => {
  const vibrate = vi.fn();
  Object.assign(navigator, { vibrate });
  vi.stubGlobal(
    "AudioContext",
    class {
      state = "suspended";
      resume = async (): Promise<void> => undefined;
    },
  );
  const { unmount } = renderApp(PATH);
  const sound = await screen.findByRole("button", { name: "Sound" });
  expect(sound).toHaveAttribute("aria-pressed", "false");
  expect(vibrate).not.toHaveBeenCalled();
  await userEvent.click(sound);
  expect(vibrate).toHaveBeenCalledOnce();
  unmount();
  renderApp(PATH);
  expect(await screen.findByRole("button", { name: "Sound" })).toHaveAttribute("aria-pressed", "true");
});

it("the exact time is one tap away", async () => {
  renderApp(PATH);
  const [row] = within(await screen.findByRole("list", { name: "What happened" })).getAllByRole("listitem");
  const [when] = within(row as HTMLElement).getAllByRole("button");
  await userEvent.click(when as HTMLElement);
  expect(when).toHaveTextContent(String(new Date().getFullYear()));
});

it("a link without a network and without a copy says so", async () => {
  server.use(http.get(`*/api/v1/tracking/${UID}/`, () => HttpResponse.error()));
  renderApp(PATH);
  expect(await screen.findByText("No connection")).toBeVisible();
  await act(async () => server.resetHandlers());
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("heading", { level: 1 })).toHaveTextContent(/is preparing/);
});
