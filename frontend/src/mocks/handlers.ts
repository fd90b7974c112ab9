import { HttpResponse, http } from "msw";
import type {
  ApiKey,
  Invitation,
  NewItem,
  NewKey,
  OrderStatus,
  PlaceOrder,
  VendorChanges,
} from "@/api/types";
import { accountHandlers, askedByUs } from "./accountHandlers";
import { checkHandlers } from "./checkHandlers";
import { checkoutHandlers } from "./checkoutHandlers";
import { counterHandlers } from "./counterHandlers";
import * as data from "./data";
import { discoveryHandlers } from "./discoveryHandlers";
import { ledgerHandlers, sealedTracking } from "./ledgerHandlers";
import { sealDue } from "./log";
import { bundleOf } from "./logAnswers";
import { moderationHandlers } from "./moderationHandlers";
import { notificationHandlers } from "./notificationHandlers";
import { preferenceHandlers } from "./preferenceHandlers";
import { privacyHandlers } from "./privacyHandlers";
import { problem } from "./problem";
import { reviewFigures, reviews, tombstone } from "./reviewData";
import { tabletHandlers } from "./tabletHandlers";
import { webhookHandlers } from "./webhookHandlers";

export { resetAccount, setSignedIn } from "./accountHandlers";
export { keptAddresses, resetAddresses } from "./checkoutHandlers";
export { resetNotifications } from "./notificationHandlers";
export { problem } from "./problem";

/** The API as the pages meet it, in memory: for unit tests, and for `npm run dev:mock`. */
const page = <T>(results: T[]) => ({ results, next: null, previous: null });
const find = (uid: unknown): data.MockOrder | undefined => data.orders.find((order) => order.uid === uid);

function move(order: data.MockOrder, status: OrderStatus, reason = "") {
  const from = order.status;
  const entry = { ...data.entry(order.sequence + 1, status, from, 0), reason };
  order.history.push(entry);
  order.sequence += 1;
  order.status = status;
  order.status_label = data.LABELS[status];
  order.timers = [];
  order.allowed_transitions = data.transitionsFrom(status);
  return { ...entry, order_status: status, allowed_transitions: order.allowed_transitions, created: true };
}

const vendors = [
  http.get("*/api/v1/map-style/", () => HttpResponse.json({ style_url: null, attribution: "" })),
  http.get("*/api/v1/vendors/", ({ request }) => {
    const query = new URL(request.url).searchParams;
    const search = query.get("search")?.toLowerCase() ?? "";
    const results = data.vendors.filter(
      (vendor) =>
        `${vendor.name} ${vendor.tagline}`.toLowerCase().includes(search) &&
        (!query.get("category") || vendor.category.slug === query.get("category")) &&
        (query.get("is_verified") !== "true" || vendor.is_verified),
    );
    return HttpResponse.json({
      ...page(results.map((vendor) => ({ ...vendor, why: data.why }))),
      words: search ? { typed: search, used: search, is_corrected: false } : null,
      facets: {
        categories: data.vendors.map(({ category }) => ({ ...category, count: 1 })),
        cities: [{ slug: "linden-gb", name: "Linden", count: data.vendors.length }],
        ratings: [3, 4, 4.5].map((least) => ({ min_rating: least, count: 1 })),
        distances: [],
        total: data.vendors.length,
        capped: false,
        is_verified: data.vendors.filter((vendor) => vendor.is_verified).length,
        open_now: data.vendors.filter((vendor) => vendor.open_now).length,
      },
    });
  }),
  http.get("*/api/v1/vendors/suggest/", () => HttpResponse.json({ results: data.suggestions })),
  http.get("*/api/v1/vendors/map/", () => HttpResponse.json({ clusters: [], points: [], capped: false })),
  http.get("*/api/v1/places/", () => HttpResponse.json({ results: data.places })),
  http.get("*/api/v1/categories/", () =>
    HttpResponse.json([{ slug: "bakery", name: "Bakery", count: 1, children: [] }]),
  ),
  http.get("*/api/v1/vendors/:slug/", ({ params }) => {
    const vendor = data.vendors.find(({ slug }) => slug === params.slug);
    return vendor ? HttpResponse.json(vendor) : problem(404, "not_found");
  }),
  http.patch("*/api/v1/vendors/:slug/", async ({ params, request }) => {
    const vendor = data.vendors.find(({ slug }) => slug === params.slug);
    return vendor
      ? HttpResponse.json(Object.assign(vendor, (await request.json()) as VendorChanges))
      : problem(404, "not_found");
  }),
  http.put("*/api/v1/vendors/:slug/cover/", () =>
    HttpResponse.json({
      cover_url: "http://localhost/cover.webp",
      cover: {
        width: 1600,
        height: 400,
        avif: [
          { width: 480, url: "http://localhost/cover-480.avif" },
          { width: 1600, url: "http://localhost/cover.avif" },
        ],
        webp: [{ width: 1600, url: "http://localhost/cover.webp" }],
      },
    }),
  ),
  ...counterHandlers,
  ...tabletHandlers,
  http.get("*/api/v1/vendors/:slug/items/", () => HttpResponse.json(page(data.items))),
  http.post("*/api/v1/vendors/:slug/items/", async ({ request }) => {
    const item = data.makeItem(data.items.length + 1, (await request.json()) as NewItem);
    data.items.push(item);
    return HttpResponse.json(item, { status: 201 });
  }),
  http.get("*/api/v1/vendors/:slug/reviews/", () =>
    HttpResponse.json({
      ...reviewFigures,
      ...page([...reviews, tombstone]),
    }),
  ),
];

const team = [
  http.get("*/api/v1/vendors/:slug/members/", () => HttpResponse.json(page(data.members))),
  http.post("*/api/v1/vendors/:slug/members/", async ({ request }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const given = (await request.json()) as Pick<Invitation, "email" | "role">;
    const invitation: Invitation = {
      ...given,
      id: data.invitations.length + 10,
      invited_by: data.me.name,
      created_at: data.ago(0),
      expires_at: data.ago(-24 * 7),
      is_expired: false,
    };
    data.invitations.unshift(invitation);
    return HttpResponse.json(invitation, { status: 201 });
  }),
  http.get("*/api/v1/vendors/:slug/invitations/", () => HttpResponse.json(page(data.invitations))),
  http.post("*/api/v1/vendors/:slug/invitations/:id/resend/", ({ params }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const invitation = data.invitations.find(({ id }) => id === Number(params.id));
    if (!invitation) return problem(404, "not_found");
    Object.assign(invitation, { is_expired: false, expires_at: data.ago(-24 * 7) });
    return HttpResponse.json(invitation);
  }),
  http.delete("*/api/v1/vendors/:slug/invitations/:id/", ({ params }) => {
    data.invitations.splice(
      data.invitations.findIndex(({ id }) => id === Number(params.id)),
      1,
    );
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/v1/vendors/:slug/ownership-offer/", () => HttpResponse.json({ offer: null })),
  http.get("*/api/v1/invitations/:token/", () => HttpResponse.json(data.invitationLink)),
  http.post("*/api/v1/invitations/:token/accept/", () => HttpResponse.json(data.members[2])),
  http.post("*/api/v1/invitations/:token/decline/", () => new HttpResponse(null, { status: 204 })),
  http.patch("*/api/v1/vendors/:slug/members/:id/", () => askedByUs() ?? problem(409, "last_owner")),
  http.delete("*/api/v1/vendors/:slug/members/:id/", ({ params }) => {
    const refused = askedByUs();
    if (refused) return refused;
    data.members.splice(
      data.members.findIndex(({ id }) => id === Number(params.id)),
      1,
    );
    return new HttpResponse(null, { status: 204 });
  }),
];

const keys = [
  http.get("*/api/v1/vendors/:slug/api-keys/", () => HttpResponse.json(page(data.apiKeys))),
  http.post("*/api/v1/vendors/:slug/api-keys/", async ({ request }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const { name, scopes, expires_at } = (await request.json()) as NewKey;
    const [first] = data.apiKeys as [ApiKey, ...ApiKey[]];
    const fresh = { is_own: true, created_at: data.ago(0), last_used_at: null, last_used_network: "" };
    const key = {
      ...first,
      ...fresh,
      id: data.apiKeys.length + 1,
      prefix: "N3wK3yAbcd",
      name,
      scopes,
      expires_at,
    };
    data.apiKeys.unshift(key);
    return HttpResponse.json({ ...key, key: `tt_live_${key.prefix}_${"x".repeat(38)}` }, { status: 201 });
  }),
  http.post("*/api/v1/vendors/:slug/api-keys/:id/rotate/", ({ params }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const key = data.apiKeys.find(({ id }) => id === Number(params.id));
    return key
      ? HttpResponse.json({ ...key, key: `tt_live_${key.prefix}_${"y".repeat(38)}` })
      : problem(404, "not_found");
  }),
  http.delete("*/api/v1/vendors/:slug/api-keys/:id/", ({ params }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const key = data.apiKeys.find(({ id }) => id === Number(params.id));
    if (key) Object.assign(key, { revoked_at: data.ago(0), revoked_by: data.me.name });
    return new HttpResponse(null, { status: 204 });
  }),
];

const orders = [
  http.get("*/api/v1/orders/", ({ request }) => {
    const query = new URL(request.url).searchParams;
    const [statuses, checkout] = [query.get("status")?.split(","), query.get("checkout")];
    const reference = query.get("reference")?.toUpperCase() ?? "";
    const found = data.orders
      .filter(({ status }) => !statuses || statuses.includes(status))
      .filter((order) => !checkout || order.checkout === checkout)
      .filter((order) => order.reference.startsWith(reference));
    return HttpResponse.json(page(found));
  }),
  http.post("*/api/v1/orders/", async ({ request }) => {
    const { vendor: slug, checkout = null } = (await request.json()) as PlaceOrder;
    const { name = "", city = "" } = data.vendors.find((vendor) => vendor.slug === slug) ?? {};
    const order = data.makeOrder(`order-n${data.orders.length}ew`, "placed", 0, {
      checkout,
      vendor: { slug, name, city, is_verified: true },
    });
    data.orders.unshift(order);
    return HttpResponse.json(order, { status: 201 });
  }),
  http.get("*/api/v1/orders/moves/", () => HttpResponse.json({ results: data.moveTable })),
  http.post("*/api/v1/orders/moves/", async ({ request }) => {
    const body = (await request.json()) as { status: OrderStatus; orders: { order: string }[] };
    const results = body.orders.map(({ order: uid }) => {
      const order = find(uid);
      return { order: uid, moved: order ? move(order, body.status) : null, problem: null };
    });
    return HttpResponse.json({ results });
  }),
  http.get("*/api/v1/orders/:uid/", ({ params }) => {
    const order = find(params.uid);
    return order ? HttpResponse.json(order) : problem(404, "not_found");
  }),
  http.patch("*/api/v1/orders/:uid/status/", async ({ params, request }) => {
    const body = (await request.json()) as { status: OrderStatus; reason?: string };
    const order = find(params.uid);
    return order ? HttpResponse.json(move(order, body.status, body.reason)) : problem(404, "not_found");
  }),
  http.post("*/api/v1/orders/:uid/cancel/", ({ params }) => {
    const order = find(params.uid);
    return order ? HttpResponse.json(move(order, "cancelled")) : problem(404, "not_found");
  }),
  http.get("*/api/v1/orders/:uid/review/", ({ params }) => {
    const allowed = find(params.uid)?.status === "completed";
    return HttpResponse.json({
      allowed,
      reason: allowed ? null : "order_not_completed",
      review: null,
      waits_until: null,
      waiting_photos: [],
    });
  }),
  http.get("*/api/v1/orders/:uid/pickup-rating/", () =>
    HttpResponse.json({ allowed: false, reason: null, pickup: null }),
  ),
  http.get("*/api/v1/tracking/:uid/", ({ params }) => {
    const order = find(params.uid);
    return order ? HttpResponse.json(sealedTracking(order, data.orders)) : problem(404, "not_found");
  }),
  http.get("*/api/v1/tracking/:uid/proof/", ({ params }) => {
    sealDue(data.orders);
    const bundle = bundleOf(String(params.uid));
    if (!bundle) return problem(409, "not_sealed_yet");
    return new HttpResponse(bundle, { headers: { "Content-Type": "application/json" } });
  }),
];

const ledger = ledgerHandlers(() => sealDue(data.orders));

export const handlers = [
  ...accountHandlers,
  ...checkHandlers,
  ...checkoutHandlers,
  ...vendors,
  ...team,
  ...keys,
  ...orders,
  ...ledger,
  ...discoveryHandlers,
  ...preferenceHandlers,
  ...privacyHandlers,
  ...moderationHandlers,
  ...notificationHandlers,
  ...webhookHandlers,
];
