import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { entry, makeOrder, orders } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

interface Sent {
  uid: unknown;
  key: string | null;
  body: unknown;
}

const SHOP = "/dashboard/hearth-rye";
let sent: Sent[] = [];

const asTheyWere = structuredClone(orders);

beforeEach(() => {
  sent = [];
  // A page that goes away sends what it holds: after its test, to the mock that keeps it.
  orders.splice(0, orders.length, ...structuredClone(asTheyWere));
  server.use(
    http.patch("*/api/v1/orders/:uid/status/", async ({ params, request }) => {
      sent.push({
        uid: params.uid,
        key: request.headers.get("Idempotency-Key"),
        body: await request.json(),
      });
      return problem(409, "stale_sequence", { current_sequence: 3 });
    }),
  );
});

const card = (reference: string) => screen.findByRole("article", { name: `Order ${reference}` });
const leave = (): void => void window.dispatchEvent(new Event("pagehide"));

async function tapNext(reference: string, label: string): Promise<void> {
  await userEvent.click(within(await card(reference)).getByRole("button", { name: label }));
}

/** The order as the server has it: a colleague was first. */
function movedBy(uid: string, name: string): void {
  const order = orders.find((each) => each.uid === uid) ?? makeOrder(uid, "preparing");
  const theirs = { ...entry(3, "cancelled", "preparing", 0), actor_name: name, reason: "Oven broke" };
  server.use(
    http.get("*/api/v1/orders/:uid/", () =>
      HttpResponse.json({ ...order, history: [...order.history, theirs] }),
    ),
  );
}

describe("a move", () => {
  it("is one tap; undo brings the card back and nothing is sent", async () => {
    renderApp(SHOP);
    await tapNext("TT-G7H8", "Ready for pickup");
    const ready = screen.getByRole("region", { name: "Ready: 2" });
    expect(within(ready).getByRole("article", { name: "Order TT-G7H8" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo TT-G7H8" }));
    expect(screen.getByRole("region", { name: "Ready: 1" })).toBeVisible();
    expect(sent).toEqual([]);
  });

  it("is sent with its key and the sequence that was seen; a conflict says who did what", async () => {
    movedBy("order-g7h8", "Sam");
    renderApp(SHOP);
    await tapNext("TT-G7H8", "Ready for pickup");
    leave();
    await waitFor(() => expect(sent).toHaveLength(1));
    expect(sent[0]).toMatchObject({
      uid: "order-g7h8",
      body: { status: "ready_for_pickup", expected_sequence: 2 },
    });
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(/TT-G7H8: Sam already cancelled it at .+Oven broke/);
    expect(alert).toHaveTextContent("Your “Ready for pickup” was not made.");
    expect(await screen.findByRole("region", { name: "Ready: 1" })).toBeVisible();
    await userEvent.click(within(alert).getByRole("button", { name: "Close" }));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("that was made by an earlier try is no conflict", async () => {
    const order = orders.find(({ uid }) => uid === "order-g7h8") ?? makeOrder("order-g7h8", "preparing");
    const ours = entry(3, "ready_for_pickup", "preparing", 0);
    server.use(
      http.get("*/api/v1/orders/:uid/", () =>
        HttpResponse.json({ ...order, history: [...order.history, ours] }),
      ),
    );
    renderApp(SHOP);
    await tapNext("TT-G7H8", "Ready for pickup");
    leave();
    await waitFor(() => expect(localStorage.getItem("tt-moves:1:hearth-rye")).toBe("[]"));
    expect(screen.queryByRole("alert")).toBeNull();
  });

  it("without a network waits on the device, is shown as such, and a next one can follow it", async () => {
    server.use(http.patch("*/api/v1/orders/:uid/status/", () => HttpResponse.error()));
    renderApp(SHOP);
    await tapNext("TT-A1B2", "Accept");
    leave();
    expect(await screen.findByText(/1 move is not sent yet/)).toBeVisible();
    const waiting = await card("TT-A1B2");
    expect(waiting).toHaveTextContent("Accept: not sent yet");
    await userEvent.click(within(waiting).getByRole("button", { name: "Start preparing" }));
    leave();
    expect(await screen.findByText(/2 moves are not sent yet/)).toBeVisible();
    expect(localStorage.getItem("tt-moves:1:hearth-rye")).toContain('"expectedSequence":1');
    localStorage.clear(); // so that the page has nothing to send when it goes away with its test
  });

  it("to reject asks for its reason first", async () => {
    renderApp(SHOP);
    await card("TT-C3D4");
    await userEvent.click(screen.getByRole("button", { name: "Other moves for TT-C3D4" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Reject/ }));
    const dialog = await screen.findByRole("dialog");
    const confirm = within(dialog).getByRole("button", { name: "Reject" });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText(/Reason/), "Sold out");
    await userEvent.click(confirm);
    leave();
    await waitFor(() => expect(sent[0]?.body).toMatchObject({ status: "rejected", reason: "Sold out" }));
  });

  it("carries what was promised with it", async () => {
    renderApp(SHOP);
    await tapNext("TT-C3D4", "Accept");
    const before = Date.now();
    await userEvent.click(screen.getByRole("button", { name: "In 10 minutes" }));
    leave();
    await waitFor(() => expect(sent).toHaveLength(1));
    const at = (sent[0]?.body as { estimated_ready_at?: string } | undefined)?.estimated_ready_at ?? "";
    expect(Date.parse(at) - before).toBeGreaterThanOrEqual(600_000);
    expect(Date.parse(at) - before).toBeLessThan(620_000);
  });
});

describe("several at once", () => {
  it("are moved by one call, each with its own result", async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post("*/api/v1/orders/moves/", async ({ request }) => {
        bodies.push(await request.json());
        const refused = { code: "vendor_not_taking_orders", status: 409, detail: "Suspended." };
        return HttpResponse.json({
          results: [
            { order: "order-a1b2", moved: null, problem: refused },
            {
              order: "order-c3d4",
              moved: {
                ...entry(1, "accepted", "placed", 0),
                order_status: "accepted",
                created: true,
                allowed_transitions: [],
              },
              problem: null,
            },
          ],
        });
      }),
    );
    renderApp(SHOP);
    await userEvent.click(await screen.findByRole("button", { name: "Select" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select TT-A1B2" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Select TT-C3D4" }));
    const bar = screen.getByRole("region", { name: "Selected orders" });
    expect(bar).toHaveTextContent("2 selected");
    await userEvent.click(within(bar).getByRole("button", { name: "Accept" }));
    expect(screen.getByRole("button", { name: "Undo 2 orders" })).toBeVisible();
    leave();
    await waitFor(() => expect(bodies).toHaveLength(1));
    expect(bodies[0]).toMatchObject({ status: "accepted", orders: [{ expected_sequence: 0 }, {}] });
    expect(await screen.findByRole("alert")).toHaveTextContent("TT-A1B2: “Accept” was not made. Suspended.");
  });

  it("offer no move that one of them cannot make", async () => {
    renderApp(SHOP);
    await userEvent.click(await screen.findByRole("button", { name: "Select" }));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select TT-A1B2" }));
    await userEvent.click(screen.getByRole("checkbox", { name: "Select TT-I9J0" }));
    expect(screen.getByText("No move is common to all of them")).toBeVisible();
  });
});

describe("by the keys", () => {
  it("? lists them, j walks, x selects, l shows the list, and that is remembered", async () => {
    const { unmount } = renderApp(SHOP);
    await card("TT-A1B2");
    await userEvent.keyboard("j");
    expect(document.activeElement).toHaveAttribute("data-order");
    await userEvent.keyboard("x");
    expect(screen.getByRole("region", { name: "Selected orders" })).toHaveTextContent("1 selected");
    await userEvent.keyboard("s?");
    const help = await screen.findByRole("dialog", { name: "Keyboard shortcuts" });
    expect(within(help).getByText("Next order")).toBeVisible();
    await userEvent.click(within(help).getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.keyboard("l");
    expect(await screen.findByRole("list", { name: "Open orders" })).toBeVisible();
    unmount();
    renderApp(SHOP);
    expect(await screen.findByRole("list", { name: "Open orders" })).toBeVisible();
  });

  it("single ones can be turned off", async () => {
    renderApp(SHOP);
    await card("TT-A1B2");
    await userEvent.keyboard("?");
    await userEvent.click(await screen.findByRole("switch", { name: /Single keys/ }));
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.keyboard("l");
    expect(screen.queryByRole("list", { name: "Open orders" })).toBeNull();
  });

  it("Ctrl-K goes to a page, and to an order by its reference", async () => {
    renderApp(SHOP);
    await card("TT-A1B2");
    await userEvent.keyboard("{Control>}k{/Control}");
    const box = await screen.findByRole("combobox", { name: "Go to a page or an order" });
    await userEvent.type(box, "TT");
    expect(await screen.findByRole("option", { name: /TT-K1L2/ })).toBeVisible();
    await userEvent.clear(box);
    await userEvent.type(box, "items{Enter}");
    expect(await screen.findByRole("form", { name: "Seeded rye" })).toBeVisible();
  });
});

it("a slip has what goes on the bag, and the code that opens the tracking page", async () => {
  renderApp(SHOP);
  await userEvent.click(within(await card("TT-C3D4")).getByRole("button", { name: "Slip of TT-C3D4" }));
  const slip = await screen.findByRole("dialog", { name: "TT-C3D4" });
  expect(within(slip).getByText("Please slice the loaf")).toBeVisible();
  expect(within(slip).getByTitle("QR code of the tracking link of TT-C3D4")).toBeInTheDocument();
  expect(within(slip).queryByText(/7700 900123/)).toBeNull();
});

it("pausing says until when, and one tap takes orders again", async () => {
  renderApp(SHOP);
  await userEvent.click(await screen.findByRole("button", { name: "Shop" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /Pause new orders/ }));
  await userEvent.click(await screen.findByRole("button", { name: "30 minutes" }));
  expect(await screen.findByText(/No new orders until \d/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Take orders again" }));
  await waitFor(() => expect(screen.queryByText(/No new orders/)).toBeNull());
});

it("sold out today is a switch beside the item", async () => {
  renderApp(SHOP);
  await userEvent.click(await screen.findByRole("button", { name: "Shop" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /Sold out today/ }));
  const rye = await screen.findByRole("switch", { name: "Seeded rye is sold out today" });
  await userEvent.click(rye);
  await waitFor(() => expect(rye).toBeChecked());
  expect(screen.getByText(/^Back /)).toBeVisible();
});
