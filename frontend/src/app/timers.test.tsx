import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, expect, it, vi } from "vitest";
import type { Timer, VendorChanges } from "@/api/types";
import { makeOrder, orders, vendors } from "@/mocks/data";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const sockets = vi.hoisted(() => ({ last: null as EventTarget | null }));
vi.mock("partysocket/ws", () => ({
  default: class extends EventTarget {
    readyState = 1;
    constructor(url: () => string) {
      super();
      if (!url().includes("/ws/notifications/")) sockets.last = this; // the bell has one of its own
    }
    close(): void {}
    reconnect(): void {}
  },
}));

const CAFE = { slug: "kaffe-nord", name: "Kaffe Nord", city: "Linden", is_verified: true };
const notes = () => screen.findByRole("list", { name: "What happens by itself" });
const tell = (frame: object): void =>
  act(() => {
    sockets.last?.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  });

afterEach(() => {
  orders.splice(6);
});

it("a customer reads beforehand what happens, and decides once it has", async () => {
  orders.push(makeOrder("order-early", "placed", 0.1, { vendor: CAFE }));
  renderApp("/orders/order-early");
  expect(await notes()).toHaveTextContent(
    /Kaffe Nord should answer by .+ If it does not, we call its managers/,
  );
  expect(await notes()).toHaveTextContent(
    /If Kaffe Nord has not answered by .+, we will offer you to cancel/,
  );
  expect(screen.queryByRole("status", { name: /has not answered/ })).toBeNull();
});

it("the offer names the choice, and cancelling asks why", async () => {
  orders.push(makeOrder("order-late", "placed", 2, { vendor: CAFE }));
  renderApp("/orders/order-late");
  expect(await screen.findByText(/Kaffe Nord has not answered by/)).toBeVisible();
  expect(screen.getByText(/You can cancel now, or go on waiting/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Cancel order" }));
  const dialog = await screen.findByRole("dialog", { name: "Cancel this order?" });
  await userEvent.type(within(dialog).getByLabelText(/Reason/), "No answer");
  await userEvent.click(within(dialog).getByRole("button", { name: "Cancel order" }));
  await waitFor(() => expect(screen.queryByText(/You can cancel now/)).toBeNull());
});

it("a tracking page is told live what has happened", async () => {
  orders.push(makeOrder("order-live", "placed", 0.9, { vendor: CAFE }));
  renderApp("/track/order-live");
  expect(await notes()).toHaveTextContent(/we will offer the customer to cancel/);
  const timers: Timer[] = [
    { kind: "order.cancel_offered", due_at: new Date().toISOString(), fired_at: new Date().toISOString() },
  ];
  tell({ type: "timers", timers });
  await waitFor(async () =>
    expect(await notes()).toHaveTextContent(/the customer can choose: cancel, or go on waiting/),
  );
});

it("the board shows until when to answer, and is told live that it is too late", async () => {
  renderApp("/dashboard/hearth-rye");
  const card = await screen.findByRole("article", { name: "Order TT-A1B2" });
  expect(card).toHaveTextContent(/Answer by .+ \(in \d+ minutes\)/);
  const now = new Date().toISOString();
  tell({
    type: "timers",
    uid: "order-a1b2",
    timers: [{ kind: "order.unanswered", due_at: now, fired_at: now }],
  });
  await waitFor(() => expect(card).toHaveTextContent(/Not answered in time: managers were called at/));
});

const ANSWER = /Minutes to answer a new order/;
const OFFER = /Minutes until cancelling is offered/;
const enter = (label: RegExp, value: string): void =>
  void fireEvent.change(screen.getByLabelText(label), { target: { value } });
// By its text: asking a page as long as this for roles takes seconds
const saveTimes = (): void => void fireEvent.click(screen.getByText("Save times"));

/** Opens the settings; returns what is sent from them. */
async function openSettings(): Promise<VendorChanges[]> {
  const sent: VendorChanges[] = [];
  server.use(
    http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
      const changes = (await request.json()) as VendorChanges;
      sent.push(changes);
      return HttpResponse.json({ ...vendors[0], ...changes });
    }),
  );
  renderApp("/dashboard/hearth-rye/settings");
  await screen.findByLabelText(ANSWER);
  return sent;
}

it("limits that make no sense are explained and not sent", async () => {
  const sent = await openSettings();
  enter(ANSWER, "90");
  saveTimes();
  expect(await screen.findByText("Later than your answer is due")).toBeVisible();
  enter(OFFER, "");
  saveTimes();
  expect(await screen.findByText("From 10 to 1440 minutes")).toBeVisible();
  expect(sent).toEqual([]);
});

it("good limits are saved", async () => {
  const sent = await openSettings();
  enter(ANSWER, "20");
  saveTimes();
  await waitFor(() =>
    expect(sent).toEqual([{ answer_minutes: 20, cancel_offer_minutes: 60, pickup_hours: 2 }]),
  );
});
