import { HttpResponse, http } from "msw";
import type { components } from "@/api/schema";
import * as data from "./data";

type Figures = components["schemas"]["FiguresOutput"];

/** What a counter switches during the day, and its figures. */
export const figures: Figures = {
  timezone: "Europe/London",
  days: { first: "2026-06-01", last: "2026-06-02" },
  compared_with: { first: "2026-05-30", last: "2026-05-31" },
  figures: [
    {
      key: "orders",
      label: "Orders",
      definition: "All orders placed on these days.",
      unit: "count",
      value: 12,
      before: 10,
    },
    {
      key: "accept_median",
      label: "Time to accept, median",
      definition: "From placed to accepted.",
      unit: "seconds",
      value: 150,
      before: 100,
    },
    {
      key: "kept_share",
      label: "Kept promises",
      definition: "Ready by the time that you promised.",
      unit: "share",
      value: null,
      before: null,
    },
  ],
  revenue: {
    definition: "Without what was rejected or cancelled.",
    rows: [{ value: { amount: "120.50", currency: "GBP" }, before: { amount: "100.00", currency: "GBP" } }],
  },
  buckets: ["2026-06-01", "2026-06-02"].map((bucket, index) => ({
    bucket,
    orders: 5 + index * 2,
    orders_before: 5,
    accept_median: 120,
    ready_median: 900,
    kept_share: 1,
    revenue: null,
  })),
};

const switchItem = (id: unknown, until: string | null) => {
  const item = data.items.find((each) => each.id === Number(id));
  return HttpResponse.json({ ...item, sold_out_until: until, in_stock: until === null });
};

function pause(slug: unknown, changes: { is_paused: boolean; paused_until: string | null }) {
  const vendor = data.vendors.find((each) => each.slug === slug);
  if (vendor) Object.assign(vendor, changes);
  return HttpResponse.json({ ...changes, paused_at: changes.is_paused ? data.ago(0) : null });
}

export const counterHandlers = [
  http.put("*/api/v1/vendors/:slug/pause/", async ({ params, request }) => {
    const { until } = (await request.json()) as { until: string | null };
    return pause(params.slug, { is_paused: true, paused_until: until });
  }),
  http.delete("*/api/v1/vendors/:slug/pause/", ({ params }) =>
    pause(params.slug, { is_paused: false, paused_until: null }),
  ),
  http.put("*/api/v1/vendors/:slug/items/:id/sold-out/", ({ params }) =>
    switchItem(params.id, data.ago(-20)),
  ),
  http.delete("*/api/v1/vendors/:slug/items/:id/sold-out/", ({ params }) => switchItem(params.id, null)),
  http.get("*/api/v1/vendors/:slug/figures/", () => HttpResponse.json(figures)),
];
