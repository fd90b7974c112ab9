import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { beforeEach, expect, it } from "vitest";
import { problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

interface Sent {
  uid: unknown;
  body: unknown;
}

let sent: Sent[] = [];

beforeEach(() => {
  sent = [];
  server.use(
    http.patch("*/api/v1/orders/:uid/status/", async ({ params, request }) => {
      sent.push({ uid: params.uid, body: await request.json() });
      return problem(409, "stale_sequence", { current_sequence: 3 });
    }),
  );
});

const card = (reference: string) => screen.findByRole("article", { name: `Order ${reference}` });

async function tapNext(reference: string, label: string): Promise<void> {
  await userEvent.click(within(await card(reference)).getByRole("button", { name: label }));
}

it("one tap moves the card; undo brings it back and nothing is sent", async () => {
  renderApp("/dashboard/hearth-rye");
  await tapNext("TT-G7H8", "Ready for pickup");
  const ready = screen.getByRole("region", { name: "Ready: 2" });
  expect(within(ready).getByRole("article", { name: "Order TT-G7H8" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Undo TT-G7H8" }));
  expect(screen.getByRole("region", { name: "Ready: 1" })).toBeVisible();
  expect(sent).toEqual([]);
});

it("hiding the page sends what waits, with the sequence that was seen, and a conflict is explained", async () => {
  renderApp("/dashboard/hearth-rye");
  await tapNext("TT-G7H8", "Ready for pickup");
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() =>
    expect(sent).toEqual([{ uid: "order-g7h8", body: { status: "ready_for_pickup", expected_sequence: 2 } }]),
  );
  expect(await screen.findByRole("alert")).toHaveTextContent("TT-G7H8 was moved by somebody else");
  expect(await screen.findByRole("region", { name: "Ready: 1" })).toBeVisible();
});

it("a rejection asks for its reason first", async () => {
  renderApp("/dashboard/hearth-rye");
  await card("TT-A1B2");
  await userEvent.click(screen.getByRole("button", { name: "Other moves for TT-A1B2" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: /Reject/ }));
  const dialog = await screen.findByRole("dialog");
  const confirm = within(dialog).getByRole("button", { name: "Reject" });
  expect(confirm).toBeDisabled();
  await userEvent.type(within(dialog).getByLabelText(/Reason/), "Sold out");
  await userEvent.click(confirm);
  window.dispatchEvent(new Event("pagehide"));
  await waitFor(() => expect(sent[0]?.body).toMatchObject({ status: "rejected", reason: "Sold out" }));
});
