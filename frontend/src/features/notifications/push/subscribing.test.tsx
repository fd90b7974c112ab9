import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dropStopToken, keepStopToken } from "@/lib/stopToken";
import { problem } from "@/mocks/handlers";
import { server } from "@/test/server";
import { accountOf, remember, remembered } from "./remembered";
import { keepSubscribed, turnOff } from "./subscribing";

const ENDPOINT = "https://push.example.com/send/abc";
const subscription = {
  endpoint: ENDPOINT,
  toJSON: () => ({ endpoint: ENDPOINT, keys: { p256dh: "BA", auth: "AA" } }),
  unsubscribe: vi.fn(async () => true),
};
let posted = 0;

/** The account's browsers, as the server knows them. */
function serverKnows(...ids: number[]): void {
  server.use(
    http.get("*/api/v1/me/push/", () =>
      HttpResponse.json({
        public_key: "BA",
        subscriptions: ids.map((id) => ({ id, device: "Firefox", created_at: "" })),
      }),
    ),
    http.post("*/api/v1/me/push/", () => {
      posted += 1;
      return HttpResponse.json({ id: 9, device: "Firefox", created_at: "" }, { status: 201 });
    }),
  );
}

beforeEach(async () => {
  posted = 0;
  subscription.unsubscribe.mockClear();
  vi.stubGlobal("PushManager", class {});
  vi.stubGlobal("Notification", { permission: "granted" });
  const registration = { pushManager: { getSubscription: async () => subscription } };
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: async () => registration } });
  remember({ id: 7, endpoint: ENDPOINT, account: await accountOf("ada@example.com") });
});
afterEach(() => {
  vi.unstubAllGlobals();
  remember(null);
});

it("leaves a browser that the server knows as it is", async () => {
  serverKnows(7);
  await keepSubscribed("ada@example.com");
  expect([posted, remembered()?.id]).toEqual([0, 7]);
});

it("tells the server anew where its person signed in again", async () => {
  serverKnows();
  await keepSubscribed("ada@example.com");
  expect([posted, remembered()?.id]).toEqual([1, 9]);
});

it("is turned off for whoever signs in there next", async () => {
  serverKnows();
  await keepSubscribed("grace@example.com");
  expect([posted, remembered()]).toEqual([0, null]);
  expect(subscription.unsubscribe).toHaveBeenCalledOnce();
});

it("stays subscribed for the orders that it is told of without an account", async () => {
  serverKnows();
  keepStopToken("order-1", "a".repeat(22));
  await keepSubscribed("grace@example.com");
  expect([posted, remembered()]).toEqual([0, null]);
  expect(subscription.unsubscribe).not.toHaveBeenCalled();
  dropStopToken("order-1");
});

it("is turned off here also where the server does not answer", async () => {
  server.use(http.delete("*/api/v1/me/push/7/", () => problem(401, "not_authenticated")));
  await expect(turnOff()).rejects.toThrow();
  expect(remembered()).toBeNull();
  expect(subscription.unsubscribe).toHaveBeenCalledOnce();
});
