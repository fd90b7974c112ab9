import { HttpResponse, http } from "msw";
import type { Notification } from "@/api/types";
import { ago } from "./data";
import { problem } from "./problem";

const told = (id: number, title: string, order: string | null, days: number): Notification => ({
  id,
  kind: "status_changed",
  title,
  body: order ? "Order TT-G7H8" : "",
  url: order ? `/orders/${order}` : "/account/security",
  order,
  created_at: ago(days),
  read_at: null,
});

const fresh = (): Notification[] => [
  told(4, "Hearth & Rye is preparing your order", "order-g7h8", 0),
  told(3, "A sign-in from a new browser", null, 1),
  told(2, "Hearth & Rye accepted your order", "order-g7h8", 2),
  { ...told(1, "Your order is placed", "order-g7h8", 3), read_at: ago(2) },
];

let items = fresh();

export const resetNotifications = (): void => {
  items = fresh();
};

const unread = () => HttpResponse.json({ unread: items.filter((item) => !item.read_at).length });
const read = (which: (item: Notification) => boolean): void => {
  items = items.map((item) => (which(item) && !item.read_at ? { ...item, read_at: ago(0) } : item));
};

/** What an account was told. */
export const notificationHandlers = [
  http.get("*/api/v1/me/notifications/", ({ request }) => {
    const query = new URL(request.url).searchParams;
    const results = items.filter((item) => query.get("unread") !== "true" || !item.read_at);
    return HttpResponse.json({ results, next: null, previous: null });
  }),
  http.get("*/api/v1/me/notifications/unread/", unread),
  http.post("*/api/v1/me/notifications/read/", async ({ request }) => {
    const asked = (await request.json()) as { up_to: number; order?: string };
    read((item) => item.id <= asked.up_to && (!asked.order || item.order === asked.order));
    return unread();
  }),
  http.post("*/api/v1/me/notifications/:id/read/", ({ params }) => {
    if (!items.some((item) => item.id === Number(params.id))) return problem(404, "not_found");
    read((item) => item.id === Number(params.id));
    return unread();
  }),
  http.get("*/api/v1/tracking/follow/ways/", () => HttpResponse.json({ sms: false, push_key: "" })),
  http.get("*/api/v1/me/push/", () => HttpResponse.json({ public_key: "", subscriptions: [] })),
];
