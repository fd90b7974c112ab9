import type {
  ApiKey,
  FoundPlace,
  FoundVendor,
  Invitation,
  InvitationLink,
  Item,
  Me,
  Member,
  NewItem,
  Order,
  OrderEntry,
  OrderStatus,
  Suggestion,
  Timer,
  Tracking,
  VendorProfile,
} from "@/api/types";
import { chainIdOf, keyOf } from "./log";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type MockOrder = Writable<Order>;

const HOUR = 3_600_000;
export const ago = (hours: number): string => new Date(Date.now() - hours * HOUR).toISOString();

const SHOPS = [
  ["hearth-rye", "Hearth & Rye", "bakery", "Bakery", "Slow bread, baked through the night"],
  ["kaffe-nord", "Kaffe Nord", "cafe", "Café", "Small roastery with a big window"],
  ["field-basket", "The Field Basket", "grocery", "Grocery", "Vegetables from eleven farms around the town"],
  ["petal-stem", "Petal & Stem", "florist", "Florist", "Bouquets that are still alive next week"],
  ["spoke-works", "Spoke Works", "repair", "Repair", "Bicycles mended while you wait"],
  ["old-harbour-books", "Old Harbour Books", "books", "Books", "New, used and hard to find"],
  ["saffron-kitchen", "Saffron Kitchen", "restaurant", "Restaurant", "Persian home cooking"],
  ["market-pharmacy", "Market Pharmacy", "pharmacy", "Pharmacy", "Advice without a queue"],
] as const;

const CHECKS = [
  ["identity", "Identity"],
  ["business_registration", "Business registration"],
  ["address", "Address"],
  ["phone", "Phone"],
] as const;

export const vendors: VendorProfile[] = SHOPS.map(([slug, name, category, label, tagline], index) => ({
  slug,
  name,
  tagline,
  category: { slug: category, name: label },
  city: "Linden",
  is_verified: index % 3 !== 2,
  verified_at: index % 3 !== 2 ? ago(24 * 60) : null,
  rating: {
    formula: "rating-1",
    ...(index === 7
      ? { average: null, count: 0, interval: null }
      : {
          average: 4.9 - index * 0.2,
          count: 128 - index * 15,
          interval: { low: 4.7 - index * 0.2, high: 4.97 - index * 0.2 },
        }),
  },
  distance_km: null,
  open_now: index % 4 !== 3,
  opening_changes_at: null,
  special_days: [],
  cover_url: null,
  cover: null,
  location: { latitude: 51.45 + index / 500, longitude: -2.58 },
  description: `${name} has been part of the town for years.\nCome in, or order ahead.`,
  address: {
    line1: `${index + 3} Market Row`,
    line2: "",
    city: "Linden",
    postcode: "LN1 4AB",
    country: "GB",
  },
  phone: "+44 117 496 0100",
  hours: [0, 1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: "08:00", closes: "18:00" })),
  timezone: "Europe/London",
  currency: "GBP",
  verification: CHECKS.map(([check, label], position) => ({
    check,
    label,
    status: index % 3 !== 2 || position === 0 ? "approved" : "submitted",
    method: index % 3 !== 2 || position === 0 ? ("documents" as const) : null,
    decided_at: index % 3 !== 2 || position === 0 ? ago(24 * 60 + position) : null,
    expires_at: index % 3 !== 2 ? ago(-24 * 300) : null,
  })),
  fulfilments: ["pickup", "delivery"],
  accepts_orders: true,
  accepts_orders_reason: null,
  is_paused: false,
  paused_until: null,
  rates_pickups: index === 0,
  answer_minutes: 30,
  cancel_offer_minutes: 60,
  pickup_hours: 2,
  joined_at: ago(24 * 400),
}));

const GOODS = [
  ["Bread", "Country loaf", "Wheat and rye, two days in the making", "4.80", null],
  ["Bread", "Seeded rye", "Dense, dark, keeps for a week", "5.20", 3],
  ["Bread", "Baguette", "", "2.60", null],
  ["Pastry", "Butter croissant", "Twenty-seven layers", "2.90", 12],
  ["Pastry", "Cardamom bun", "With too much cardamom", "3.40", 0],
] as const;

export const makeItem = (id: number, { stock = null, ...item }: NewItem): Item => ({
  id,
  ...item,
  stock,
  in_stock: stock !== 0,
  is_available: true,
  sold_out_until: null,
  image_url: null,
  rating: { average: null, count: 0, interval: null, formula: "rating-1" },
});

export const items: Item[] = GOODS.map(([section, name, description, amount, stock], index) =>
  makeItem(index + 1, { section, name, description, price: { amount, currency: "GBP" }, stock }),
);

export const LABELS: Record<OrderStatus, string> = {
  placed: "Placed",
  accepted: "Accepted",
  preparing: "Preparing",
  ready_for_pickup: "Ready for pickup",
  out_for_delivery: "Out for delivery",
  delivered: "Delivered",
  completed: "Completed",
  rejected: "Rejected",
  cancelled: "Cancelled",
};

const NEXT: Partial<Record<OrderStatus, [to: OrderStatus, label: string, requiresReason: boolean][]>> = {
  placed: [
    ["accepted", "Accept", false],
    ["rejected", "Reject", true],
    ["cancelled", "Cancel", true],
  ],
  accepted: [
    ["preparing", "Start preparing", false],
    ["cancelled", "Cancel", true],
  ],
  preparing: [
    ["ready_for_pickup", "Ready for pickup", false],
    ["out_for_delivery", "Out for delivery", false],
    ["cancelled", "Cancel", true],
  ],
  ready_for_pickup: [
    ["completed", "Completed", false],
    ["out_for_delivery", "Out for delivery", false],
  ],
  out_for_delivery: [["delivered", "Delivered", false]],
  delivered: [["completed", "Completed", false]],
};

export const transitionsFrom = (status: OrderStatus): Order["allowed_transitions"] =>
  (NEXT[status] ?? []).map(([to, label, requires_reason], index) => ({
    to,
    label,
    requires_reason,
    suggested: index === 0,
  }));

export const moveTable = Object.keys(LABELS).flatMap((status) =>
  (["pickup", "delivery"] as const).map((fulfilment) => ({
    status,
    fulfilment,
    moves: transitionsFrom(status as OrderStatus),
  })),
);

export function entry(
  sequence: number,
  status: OrderStatus,
  from: OrderStatus | null,
  hours: number,
): OrderEntry {
  return {
    sequence,
    from_status: from ?? status,
    status,
    label: LABELS[status],
    note: "",
    reason: "",
    actor_role: sequence === 0 ? "customer" : "vendor",
    actor_name: null,
    estimated_ready_at: null,
    claimed_at: ago(hours),
    recorded_at: ago(hours),
    flags: [],
  };
}

const WAY: OrderStatus[] = ["placed", "accepted", "preparing", "ready_for_pickup", "completed"];

const minutes = (count: number): number => count / 60;

/** What happens by itself to an order that has been placed so many hours ago, by the mock shop's limits. */
function timersOf(status: OrderStatus, hours: number): Timer[] {
  const timer = (kind: Timer["kind"], after: number): Timer => ({
    kind,
    due_at: ago(hours - after),
    fired_at: hours > after ? ago(hours - after) : null,
  });
  if (status === "placed")
    return [timer("order.unanswered", minutes(30)), timer("order.cancel_offered", minutes(60))];
  return status === "ready_for_pickup" ? [timer("pickup.waiting", 2), timer("pickup.still_waiting", 20)] : [];
}

export function makeOrder(
  uid: string,
  status: OrderStatus,
  hours = 1,
  changes: Partial<Order> = {},
): MockOrder {
  const position = Math.max(WAY.indexOf(status), 0);
  const history = WAY.slice(0, position + 1).map((each, index) =>
    entry(index, each, WAY[index - 1] ?? null, hours - (index * hours) / 6),
  );
  return {
    uid,
    reference: `TT-${uid.slice(-4).toUpperCase()}`,
    status,
    status_label: LABELS[status],
    fulfilment: "pickup",
    vendor: { slug: "hearth-rye", name: "Hearth & Rye", city: "Linden", is_verified: true },
    contact: { name: "Ana Novak", phone: "+44 7700 900123", email: "ana@example.com" },
    address: null,
    note: "",
    items: [
      {
        item: 1,
        name: "Country loaf",
        quantity: 2,
        unit_price: { amount: "4.80", currency: "GBP" },
        line_total: { amount: "9.60", currency: "GBP" },
      },
      {
        item: 4,
        name: "Butter croissant",
        quantity: 1,
        unit_price: { amount: "2.90", currency: "GBP" },
        line_total: { amount: "2.90", currency: "GBP" },
      },
    ],
    total: { amount: "12.50", currency: "GBP" },
    placed_at: ago(hours),
    updated_at: ago(0),
    estimated_ready_at: ago(-0.4),
    checkout: null,
    tracking_url: `http://localhost/track/${uid}`,
    sequence: history.length - 1,
    history,
    ledger: { chain_id: chainIdOf(keyOf(uid)) },
    allowed_transitions: transitionsFrom(status),
    timers: timersOf(status, hours),
    ...changes,
  };
}

export const orders: MockOrder[] = [
  makeOrder("order-a1b2", "placed", 0.05),
  makeOrder("order-c3d4", "placed", 0.3, { note: "Please slice the loaf" }),
  makeOrder("order-e5f6", "accepted", 0.5, { fulfilment: "delivery" }),
  makeOrder("order-g7h8", "preparing", 0.8),
  makeOrder("order-i9j0", "ready_for_pickup", 1.2),
  makeOrder("order-k1l2", "completed", 30),
];

const HEADLINES: Partial<Record<OrderStatus, (vendor: string) => string>> = {
  placed: (vendor) => `Waiting for ${vendor} to accept`,
  accepted: (vendor) => `${vendor} accepted the order`,
  preparing: (vendor) => `${vendor} is preparing the order`,
  ready_for_pickup: () => "Ready to be picked up",
  out_for_delivery: () => "On its way",
  rejected: (vendor) => `${vendor} could not take the order`,
};
export const headlineFor = (status: OrderStatus, vendor: string): string =>
  HEADLINES[status]?.(vendor) ?? LABELS[status];

const dayAhead = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const PLACE: Omit<Tracking["vendor"], "slug" | "name" | "is_verified"> = {
  address: { line1: "4 Mill Lane", line2: "", city: "Linden", postcode: "LN1 2AB", country: "GB" },
  location: { latitude: 51.4545, longitude: -2.5879 },
  phone: "+441174960123",
  timezone: "UTC",
  hours: [0, 1, 2, 3, 4, 5, 6].map((days) => ({
    day: dayAhead(days),
    spans: days === 1 ? [] : [{ opens: "08:00", closes: "18:00" }],
  })),
};

export function trackingOf(order: Order): Tracking {
  const { reference, status, status_label, vendor, fulfilment, estimated_ready_at, history, timers } = order;
  return {
    reference,
    status,
    status_label,
    vendor: { slug: vendor.slug, name: vendor.name, is_verified: vendor.is_verified, ...PLACE },
    fulfilment,
    estimated_ready_at,
    ledger: null,
    timers: timers.filter(({ kind }) => kind !== "order.unanswered"),
    entries: history.map(({ from_status: _from, actor_name: _name, ...entry }) => ({
      ...entry,
      headline: headlineFor(entry.status, vendor.name),
      flags: [],
      leaf_index: null,
      leaf_hash: null,
    })),
  };
}

export const me: Me = {
  id: 1,
  phone: "",
  email: "ana@example.com",
  name: "Ana Novak",
  is_staff: false,
  admin_path: null,
  memberships: [{ vendor: { slug: "hearth-rye", name: "Hearth & Rye" }, role: "owner" }],
  phone_verified: false,
  second_factor: { required: false, enabled: false, methods: [] },
  permissions: [],
};

export const apiKeys: Writable<ApiKey>[] = [
  {
    id: 1,
    name: "Till in the shop",
    prefix: "4fQ9rT2bXa",
    scopes: ["orders.advance", "orders.view"],
    created_by: "Ana Novak",
    is_own: true,
    is_orphaned: false,
    created_at: ago(24 * 40),
    expires_at: null,
    last_used_at: ago(0.1),
    last_used_network: "203.0.113.0/24",
    previous_until: null,
    revoked_at: null,
    revoked_by: null,
  },
  {
    id: 2,
    name: "Old stock program",
    prefix: "Zk81mmP0qe",
    scopes: ["items.availability"],
    created_by: "Mo Khan",
    is_own: false,
    is_orphaned: false,
    created_at: ago(24 * 200),
    expires_at: null,
    last_used_at: null,
    last_used_network: "",
    previous_until: null,
    revoked_at: ago(24 * 20),
    revoked_by: null,
  },
];

export const invitations: Invitation[] = [
  {
    id: 1,
    email: "sam@example.com",
    role: "staff",
    invited_by: "Ana Novak",
    created_at: ago(24),
    expires_at: ago(-24 * 6),
    is_expired: false,
  },
  {
    id: 2,
    email: "pia@example.com",
    role: "manager",
    invited_by: "Ana Novak",
    created_at: ago(24 * 9),
    expires_at: ago(24 * 2),
    is_expired: true,
  },
];

export const invitationLink: InvitationLink = {
  vendor: { slug: "hearth-rye", name: "Hearth & Rye", city: "Linden" },
  role: "staff",
  invited_by: "Ana Novak",
  email_hint: "s…@example.com",
  expires_at: ago(-24 * 6),
  is_yours: true,
};

export const members: Member[] = [
  { id: 1, name: "Ana Novak", email: "ana@example.com", role: "owner", joined_at: ago(24 * 400) },
  { id: 2, name: "Mo Khan", email: "mo@example.com", role: "manager", joined_at: ago(24 * 90) },
  { id: 3, name: "", email: "li@example.com", role: "staff", joined_at: ago(24 * 3) },
];

export const why: FoundVendor["why"] = { order: "best", words: [], score: 4.5, score_version: 1 };

export const suggestions: Suggestion[] = [
  { kind: "category", text: "Bakery", slug: "bakery", detail: "" },
  { kind: "vendor", text: "Hearth & Rye", slug: "hearth-rye", detail: "Linden" },
  { kind: "word", text: "bread", slug: null, detail: "" },
];

export const places: FoundPlace[] = [
  { name: "Linden", kind: "city", country: "GB", slug: "linden-gb", latitude: 51.45, longitude: -2.58 },
];
