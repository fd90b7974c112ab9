import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/api/types";
import { account } from "@/mocks/accountHandlers";
import { me } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { resetWebhooks } from "@/mocks/webhookHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const PAGE = "/dashboard/hearth-rye/webhooks";
const LIST = "*/api/v1/webhook-endpoints/";
const STOCK = "https://stock.example.com/hooks";

beforeEach(() => {
  account.confirmed = true; // as after a sign-in of the last few minutes
  resetWebhooks();
});

function signInAs(role: Role): void {
  const [membership] = me.memberships;
  server.use(
    http.get("*/api/v1/me/", () => HttpResponse.json({ ...me, memberships: [{ ...membership, role }] })),
  );
}

function sentBodies(method: string): unknown[] {
  const bodies: unknown[] = [];
  server.events.on("request:start", async ({ request }) => {
    if (request.method !== method || !request.url.includes("/webhook-endpoints/")) return;
    const body = await request.clone().text();
    if (body) bodies.push(JSON.parse(body));
  });
  return bodies;
}

describe("Webhooks", () => {
  it("says of each where it goes, of what, and how it stands", async () => {
    renderApp(PAGE);
    const stock = await screen.findByRole("listitem", { name: STOCK });
    expect(stock).toHaveTextContent("Stock program · order.placed, order.status_changed");
    expect(within(stock).getByText("On")).toBeVisible();
    const old = screen.getByRole("listitem", { name: "https://old.example.com/in" });
    expect(old).toHaveTextContent("Nothing got through for three days, so it was turned off.");
    expect(within(old).queryByRole("button", { name: /Send a test/ })).toBeNull();
    expect(screen.getByRole("tab", { name: "Webhooks" })).toHaveAttribute("aria-current", "page");
  });

  it("a new one is asked for with its events, and its secret shown once", async () => {
    const user = userEvent.setup();
    const sent = sentBodies("POST");
    renderApp(PAGE);
    await user.click(await screen.findByRole("button", { name: "Add a webhook" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a webhook" });
    await user.type(within(dialog).getByLabelText(/Address/), "https://shop.example.com/in");
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "It is told of" }), "chosen");
    await user.click(await within(dialog).findByRole("checkbox", { name: /vendor\.suspended/ }));
    await user.click(within(dialog).getByRole("checkbox", { name: "Only in the versions of today" }));
    await user.click(within(dialog).getByRole("button", { name: "Add webhook" }));
    const shown = await screen.findByRole("dialog", { name: "The webhook's secret" });
    expect(within(shown).getByLabelText("Secret")).toHaveTextContent(/^whsec_/);
    expect(sent).toEqual([
      {
        vendor: "hearth-rye",
        url: "https://shop.example.com/in",
        description: "",
        event_types: ["vendor.suspended@2"],
      },
    ]);
    await user.click(within(shown).getByRole("button", { name: "I have kept it" }));
    await waitFor(() => expect(screen.queryByText(/^whsec_/)).toBeNull());
    expect(await screen.findByRole("listitem", { name: "https://shop.example.com/in" })).toBeVisible();
  });

  it("what the server says of the address stands below the field", async () => {
    server.use(
      http.post(LIST, () =>
        problem(400, "invalid", {
          errors: [{ pointer: "/url", detail: "The host is not on the public internet." }],
        }),
      ),
    );
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Add a webhook" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a webhook" });
    await userEvent.type(within(dialog).getByLabelText(/Address/), "https://127.0.0.1/");
    await userEvent.click(within(dialog).getByRole("button", { name: "Add webhook" }));
    expect(await within(dialog).findByText("The host is not on the public internet.")).toBeVisible();
  });

  it("without an address or a chosen event nothing is sent", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Add a webhook" }));
    const dialog = await screen.findByRole("dialog", { name: "Add a webhook" });
    await userEvent.selectOptions(within(dialog).getByRole("combobox", { name: "It is told of" }), "chosen");
    await userEvent.click(within(dialog).getByRole("button", { name: "Add webhook" }));
    expect(await within(dialog).findByText("Give the address")).toBeVisible();
  });

  it("one is changed with what it had", async () => {
    const sent = sentBodies("PATCH");
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: `Change ${STOCK}` }));
    const dialog = await screen.findByRole("dialog", { name: "Change the webhook" });
    await userEvent.clear(within(dialog).getByLabelText("What it is for"));
    await userEvent.type(within(dialog).getByLabelText("What it is for"), "Till");
    await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(sent).toEqual([{ description: "Till" }]));
    expect(await screen.findByText("Saved.")).toBeVisible();
  });

  it("while it is not known which events there are, nothing is saved", async () => {
    server.use(http.get("*/api/v1/webhook-event-types/", () => problem(503, "unavailable")));
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: `Change ${STOCK}` }));
    const dialog = await screen.findByRole("dialog", { name: "Change the webhook" });
    expect(await within(dialog).findByRole("button", { name: "Try again" })).toBeVisible();
    expect(within(dialog).getByRole("button", { name: "Save" })).toBeDisabled();
  });

  it("a test is sent", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: `Send a test to ${STOCK}` }));
    expect(await screen.findByText(/A test is on its way/)).toBeVisible();
  });

  it("a new secret is shown once", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: `New secret for ${STOCK}` }));
    await userEvent.click(await screen.findByRole("button", { name: "Make a new secret" }));
    const shown = await screen.findByRole("dialog", { name: "The webhook's secret" });
    expect(within(shown).getByLabelText("Secret")).toHaveTextContent(/^whsec_/);
  });

  it("one is turned off after a second thought, and on again", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: `Turn off ${STOCK}` }));
    await userEvent.click(await screen.findByRole("button", { name: "Turn off" }));
    await userEvent.click(await screen.findByRole("button", { name: `Turn on ${STOCK}` }));
    expect(await screen.findByRole("button", { name: `Turn off ${STOCK}` })).toBeVisible();
  });

  it("one is removed after a second thought", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: `Remove ${STOCK}` }));
    await userEvent.click(await screen.findByRole("button", { name: "Remove" }));
    await waitFor(() => expect(screen.queryByRole("listitem", { name: STOCK })).toBeNull());
  });

  it("staff are told whom to ask", async () => {
    signInAs("staff");
    renderApp(PAGE);
    expect(await screen.findByRole("alert")).toHaveTextContent("Ask an owner of Hearth & Rye");
  });

  it("without webhooks it says what they are for, and a failure can be tried again", async () => {
    server.use(http.get(LIST, () => problem(503, "busy"), { once: true }));
    server.use(http.get(LIST, () => HttpResponse.json({ results: [], next: null, previous: null })));
    renderApp(PAGE);
    expect(await screen.findByRole("heading", { name: "No webhooks yet" })).toBeVisible();
  });
});

describe("What was sent", () => {
  it("is listed, filtered by the address, and shown with request and answer", async () => {
    renderApp(`${PAGE}/1?state=failed`);
    const row = await screen.findByRole("listitem", { name: "order.status_changed, number 12" });
    expect(row).toHaveTextContent("Given up");
    expect(row).toHaveTextContent("Nobody listens there. · 10 tries");
    expect(screen.queryByRole("listitem", { name: "order.placed, number 11" })).toBeNull();
    await userEvent.selectOptions(screen.getByRole("combobox", { name: "State" }), "delivered");
    await userEvent.click(await screen.findByRole("button", { name: "Look at order.placed, number 11" }));
    const dialog = await screen.findByRole("dialog", { name: "order.placed" });
    expect(within(dialog).getByRole("region", { name: "Body" })).toHaveTextContent('"position": 11');
    expect(within(dialog).getByRole("region", { name: "Request headers" })).toHaveTextContent("v1,…");
    expect(within(dialog).getByRole("region", { name: "Answer" })).toHaveTextContent("thanks");
  });

  it("one is sent again", async () => {
    renderApp(`${PAGE}/1`);
    await userEvent.click(await screen.findByRole("button", { name: "Look at order.placed, number 11" }));
    const dialog = await screen.findByRole("dialog", { name: "order.placed" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Send again" }));
    expect(await within(dialog).findByText("It is sent again, with the same id.")).toBeVisible();
  });

  it("a range is counted, confirmed with its number, and sent again", async () => {
    const sent = sentBodies("POST") as { is_trial: boolean; only_failed: boolean }[];
    renderApp(`${PAGE}/1`);
    await userEvent.click(await screen.findByRole("button", { name: "Send a range again" }));
    const dialog = await screen.findByRole("dialog", { name: "Send a range again" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Count them" }));
    expect(await within(dialog).findByText("There are 2.")).toBeVisible();
    await userEvent.click(within(dialog).getByRole("button", { name: "Send 2 again" }));
    expect(await screen.findByText("2 are sent again.")).toBeVisible();
    expect(sent.map(({ is_trial, only_failed }) => [is_trial, only_failed])).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it("somebody else's is not found", async () => {
    renderApp(`${PAGE}/999`);
    expect(await screen.findByRole("alert")).toHaveTextContent("We could not find that");
  });
});
