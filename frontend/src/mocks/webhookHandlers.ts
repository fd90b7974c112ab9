import { HttpResponse, http } from "msw";
import type {
  NewWebhookEndpoint,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookEndpoint,
  WebhookEndpointChanges,
} from "@/api/types";
import { askedByUs } from "./accountHandlers";
import { ago } from "./data";
import { problem } from "./problem";

const SECRET = `whsec_${"c2VjcmV0".repeat(5)}`;

export const anEndpoint = (changes: Partial<WebhookEndpoint> = {}): WebhookEndpoint => ({
  id: 1,
  vendor: "hearth-rye",
  url: "https://stock.example.com/hooks",
  description: "Stock program",
  event_types: ["order.placed", "order.status_changed"],
  api_key: null,
  is_enabled: true,
  off_reason: null,
  disabled_at: null,
  failing_since: null,
  last_success_at: ago(0.2),
  paused_until: null,
  previous_until: null,
  created_at: ago(24 * 30),
  ...changes,
});

export const aDelivery = (changes: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  id: 11,
  webhook_id: "0198c2f4-7d1e-7c3a-9a55-2f1f6c9d0e11",
  event_type: "order.placed",
  subject: "order-k1l2",
  position: 11,
  state: "delivered",
  tries: 1,
  due_at: null,
  last_status: 200,
  last_error: "",
  planned_at: ago(0.2),
  delivered_at: ago(0.2),
  ...changes,
});

const fresh = (): { endpoints: WebhookEndpoint[]; deliveries: WebhookDelivery[] } => ({
  endpoints: [
    anEndpoint(),
    anEndpoint({
      id: 2,
      url: "https://old.example.com/in",
      description: "",
      event_types: [],
      is_enabled: false,
      off_reason: "failing",
      disabled_at: ago(30),
      failing_since: ago(102),
      last_success_at: ago(110),
    }),
  ],
  deliveries: [
    aDelivery({ id: 13, position: 13, state: "pending", tries: 2, due_at: ago(-0.4), last_status: 500 }),
    aDelivery({
      id: 12,
      position: 12,
      event_type: "order.status_changed",
      state: "failed",
      tries: 10,
      last_status: null,
      last_error: "Nobody listens there.",
      delivered_at: null,
      planned_at: ago(40),
    }),
    aDelivery(),
  ],
});

const state = fresh();
export const resetWebhooks = (): void => void Object.assign(state, fresh());

const page = <T>(results: T[]) => ({ results, next: null, previous: null });
const found = (id: unknown) => state.endpoints.find((each) => each.id === Number(id));

const detailOf = (delivery: WebhookDelivery): WebhookDeliveryDetail => ({
  ...delivery,
  body: JSON.stringify({ type: delivery.event_type, version: 1, position: delivery.position, data: {} }),
  attempts: [
    {
      number: delivery.tries,
      url: "https://stock.example.com/hooks",
      headers: { "webhook-id": delivery.webhook_id, "webhook-signature": "v1,…" },
      status: delivery.last_status,
      answer: delivery.last_status ? "thanks" : "",
      error: delivery.last_error,
      started_at: ago(0.1),
      duration_ms: 87,
    },
  ],
});

export const webhookHandlers = [
  http.get("*/api/v1/webhook-event-types/", () =>
    HttpResponse.json([
      { name: "order.placed", version: 1, about: "A customer placed an order." },
      { name: "order.status_changed", version: 1, about: "An order moved to another status." },
      { name: "vendor.suspended", version: 2, about: "The platform suspended the vendor." },
    ]),
  ),
  http.get("*/api/v1/webhook-endpoints/", () => HttpResponse.json(page(state.endpoints))),
  http.post("*/api/v1/webhook-endpoints/", async ({ request }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const { vendor, url, description = "", event_types = [] } = (await request.json()) as NewWebhookEndpoint;
    const made = anEndpoint({
      id: state.endpoints.length + 1,
      vendor,
      url,
      description,
      event_types,
      last_success_at: null,
    });
    state.endpoints.unshift(made);
    return HttpResponse.json({ ...made, secret: SECRET }, { status: 201 });
  }),
  http.get("*/api/v1/webhook-endpoints/:id/", ({ params }) => {
    const endpoint = found(params.id);
    return endpoint ? HttpResponse.json(endpoint) : problem(404, "not_found");
  }),
  http.patch("*/api/v1/webhook-endpoints/:id/", async ({ params, request }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const endpoint = found(params.id);
    if (!endpoint) return problem(404, "not_found");
    const { is_enabled = endpoint.is_enabled, ...more } = (await request.json()) as WebhookEndpointChanges;
    Object.assign(endpoint, more, {
      is_enabled,
      off_reason: is_enabled ? null : "person",
      disabled_at: is_enabled ? null : ago(0),
      failing_since: null,
    });
    return HttpResponse.json(endpoint);
  }),
  http.delete("*/api/v1/webhook-endpoints/:id/", ({ params }) => {
    const refused = askedByUs();
    if (refused) return refused;
    state.endpoints = state.endpoints.filter(({ id }) => id !== Number(params.id));
    return new HttpResponse(null, { status: 204 });
  }),
  http.post("*/api/v1/webhook-endpoints/:id/rotate/", ({ params }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const endpoint = found(params.id);
    return endpoint ? HttpResponse.json({ ...endpoint, secret: SECRET }) : problem(404, "not_found");
  }),
  http.post("*/api/v1/webhook-endpoints/:id/test/", () =>
    HttpResponse.json(aDelivery({ id: 14, event_type: "webhook.test", state: "pending", tries: 0 }), {
      status: 202,
    }),
  ),
  http.post("*/api/v1/webhook-endpoints/:id/replay/", () =>
    HttpResponse.json({ number: 2, has_more: false, next_after: null }),
  ),
  http.get("*/api/v1/webhook-endpoints/:id/deliveries/", ({ request }) => {
    const wanted = new URL(request.url).searchParams.get("state")?.split(",");
    return HttpResponse.json(page(state.deliveries.filter((each) => !wanted || wanted.includes(each.state))));
  }),
  http.get("*/api/v1/webhook-endpoints/:id/deliveries/:delivery/", ({ params }) => {
    const delivery = state.deliveries.find(({ id }) => id === Number(params.delivery));
    return delivery ? HttpResponse.json(detailOf(delivery)) : problem(404, "not_found");
  }),
  http.post("*/api/v1/webhook-endpoints/:id/deliveries/:delivery/replay/", ({ params }) => {
    const delivery = state.deliveries.find(({ id }) => id === Number(params.delivery));
    if (delivery) Object.assign(delivery, { state: "pending", tries: 0, due_at: ago(0) });
    return delivery ? HttpResponse.json(delivery, { status: 202 }) : problem(404, "not_found");
  }),
];
