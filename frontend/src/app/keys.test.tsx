import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { NewKey, Role } from "@/api/types";
import { account } from "@/mocks/accountHandlers";
import { me } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const KEYS = "/dashboard/hearth-rye/keys";
const LIST = "*/api/v1/vendors/:slug/api-keys/";

/** As after a sign-in of the last few minutes. */
beforeEach(() => {
  account.confirmed = true;
});

function signInAs(role: Role): void {
  const [membership] = me.memberships;
  server.use(
    http.get("*/api/v1/me/", () => HttpResponse.json({ ...me, memberships: [{ ...membership, role }] })),
  );
}

describe("API keys", () => {
  it("says of each what it may do, when it was used, and whether it still works", async () => {
    renderApp(KEYS);
    const till = await screen.findByRole("listitem", { name: "Till in the shop" });
    expect(till).toHaveTextContent("Move orders along · See orders, and the live board");
    expect(till).toHaveTextContent("Last used 6 minutes ago from 203.0.113.0/24. Works until it is revoked.");
    const old = screen.getByRole("listitem", { name: "Old stock program" });
    expect(old).toHaveTextContent(/Revoked .* by TrustTrack/);
    expect(within(old).queryByRole("button")).toBeNull();
  });

  it("a new key is shown once, can be copied, and is gone when that is closed", async () => {
    const user = userEvent.setup();
    let sent: NewKey | undefined;
    server.events.on("request:start", async ({ request }) => {
      if (request.method === "POST" && request.url.includes("/api-keys/"))
        sent = await request.clone().json();
    });
    renderApp(KEYS);
    await user.click(await screen.findByRole("button", { name: "Make a key" }));
    const dialog = await screen.findByRole("dialog", { name: "Make an API key" });
    await user.type(within(dialog).getByLabelText(/Name/), "Web shop");
    await user.click(within(dialog).getByRole("checkbox", { name: "See orders, and the live board" }));
    await user.selectOptions(within(dialog).getByRole("combobox", { name: "It works for" }), "never");
    await user.click(within(dialog).getByRole("button", { name: "Make key" }));
    const shown = await screen.findByRole("dialog", { name: "Key for Web shop" });
    const text = within(shown).getByLabelText("API key").textContent ?? "";
    expect(text).toMatch(/^tt_live_\w{10}_\w{38}$/);
    expect(sent).toEqual({ name: "Web shop", scopes: ["orders.view"], expires_at: null });
    await user.click(within(shown).getByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toBe(text);
    expect(within(shown).getByRole("status")).toHaveTextContent("Copied.");
    await user.keyboard("{Escape}");
    expect(shown).toBeVisible();
    await user.click(within(shown).getByRole("button", { name: "I have kept it" }));
    await waitFor(() => expect(screen.queryByText(text)).toBeNull());
    expect(await screen.findByRole("listitem", { name: "Web shop" })).toBeVisible();
  });

  it("without a name or a right nothing is sent, and the fields say why", async () => {
    renderApp(KEYS);
    await userEvent.click(await screen.findByRole("button", { name: "Make a key" }));
    const dialog = await screen.findByRole("dialog", { name: "Make an API key" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Make key" }));
    expect(await within(dialog).findByText("Say where it is used")).toBeVisible();
    expect(within(dialog).getByText("Choose at least one")).toBeVisible();
  });

  it("what the server refuses is said in the dialog", async () => {
    server.use(http.post(LIST, () => problem(409, "too_many_keys", { detail: "Revoke one first." })));
    renderApp(KEYS);
    await userEvent.click(await screen.findByRole("button", { name: "Make a key" }));
    const dialog = await screen.findByRole("dialog", { name: "Make an API key" });
    await userEvent.type(within(dialog).getByLabelText(/Name/), "x");
    await userEvent.click(within(dialog).getByRole("checkbox", { name: "Answer reviews" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Make key" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("Revoke one first.");
  });

  it("a key is renewed and its new secret shown once", async () => {
    renderApp(KEYS);
    await userEvent.click(await screen.findByRole("button", { name: "Renew Till in the shop" }));
    const dialog = await screen.findByRole("dialog", { name: "Renew Till in the shop?" });
    await userEvent.selectOptions(within(dialog).getByRole("combobox", { name: "The old one" }), "1440");
    await userEvent.click(within(dialog).getByRole("button", { name: "Renew key" }));
    const shown = await screen.findByRole("dialog", { name: "Key for Till in the shop" });
    expect(within(shown).getByLabelText("API key")).toHaveTextContent(/^tt_live_/);
  });

  it("a key is revoked after a second thought", async () => {
    renderApp(KEYS);
    await userEvent.click(await screen.findByRole("button", { name: "Revoke Till in the shop" }));
    const dialog = await screen.findByRole("dialog", { name: "Revoke Till in the shop?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Revoke" }));
    await waitFor(() =>
      expect(screen.getByRole("listitem", { name: "Till in the shop" })).toHaveTextContent(/Revoked/),
    );
    expect(screen.queryByRole("button", { name: "Revoke Till in the shop" })).toBeNull();
  });

  it("a manager sees keys and changes none", async () => {
    signInAs("manager");
    renderApp(KEYS);
    expect(await screen.findByRole("listitem", { name: "Old stock program" })).toBeVisible();
    expect(screen.queryByRole("button", { name: /Make a key|Revoke|Renew/ })).toBeNull();
  });

  it("staff are told whom to ask", async () => {
    signInAs("staff");
    renderApp(KEYS);
    expect(await screen.findByRole("alert")).toHaveTextContent("Ask an owner of Hearth & Rye");
    expect(screen.queryByRole("link", { name: "API keys" })).toBeNull();
  });

  it("without keys it says what they are for", async () => {
    server.use(http.get(LIST, () => HttpResponse.json({ results: [], next: null, previous: null })));
    renderApp(KEYS);
    expect(await screen.findByRole("heading", { name: "No API keys yet" })).toBeVisible();
    expect(screen.getByRole("button", { name: "Make a key" })).toBeVisible();
  });
});
