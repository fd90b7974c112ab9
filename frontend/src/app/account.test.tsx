import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { noteSecondFactorNeed, secondFactorNeed } from "@/api/secondFactorNeed";
import { account, RIGHT_CODE, RIGHT_PASSWORD } from "@/mocks/accountHandlers";
import { me } from "@/mocks/data";
import { problem } from "@/mocks/problem";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const FACTOR = { created_at: 1_760_000_000, last_used_at: null };
const CODES = { type: "recovery_codes", total_code_count: 10, unused_code_count: 2, ...FACTOR } as const;
const KEY = { type: "webauthn", id: 7, name: "Blue key", is_passwordless: true, ...FACTOR } as const;

const region = (name: string) => screen.findByRole("region", { name });

async function confirm(password = RIGHT_PASSWORD): Promise<void> {
  const asked = await screen.findByRole("dialog", { name: "Confirm that it is you" });
  await userEvent.type(await within(asked).findByLabelText(/^Password/), password);
  await userEvent.click(within(asked).getByRole("button", { name: "Confirm" }));
}

function required(enabled = false): void {
  const second_factor = { required: true, enabled, methods: [] };
  server.use(http.get("*/api/v1/me/", () => HttpResponse.json({ ...me, second_factor })));
}

it.each([
  ["/account", "Your account"],
  ["/account/security", "Your account"],
  ["/account/security/set-up", "Set up a second factor"],
])("%s has its heading and nothing that axe objects to", async (path, heading) => {
  account.factors = [{ type: "totp", ...FACTOR }, KEY, CODES];
  const { container } = renderApp(path);
  expect(await screen.findByRole("heading", { level: 1, name: heading })).toBeVisible();
  await waitFor(() => expect(screen.queryByRole("status", { name: "Loading" })).toBeNull());
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

describe("an authenticator app", () => {
  it("is set up after a confirmation, and its recovery codes are shown", async () => {
    renderApp("/account/security");
    const panel = await region("Second factor");
    await userEvent.click(await within(panel).findByRole("button", { name: "Set up" }));
    await confirm();
    expect(await screen.findByText("JBSW Y3DP EHPK 3PXP")).toBeVisible();
    await userEvent.type(screen.getByLabelText(/Code from the app/), RIGHT_CODE);
    const codes = await screen.findByRole("list", { name: "Recovery codes" });
    expect(within(codes).getAllByRole("listitem")).toHaveLength(10);
    expect(screen.getByRole("button", { name: "Download" })).toBeEnabled();
    await userEvent.click(screen.getByRole("button", { name: "I have kept them" }));
    expect(await within(panel).findByText(/10 of 10 left/)).toBeVisible();
  });

  it("whose removal is refused is explained, and stays", async () => {
    account.factors = [{ type: "totp", ...FACTOR }, CODES];
    server.use(
      http.delete("*/account/authenticators/totp", () =>
        HttpResponse.json(
          { status: 400, errors: [{ message: "Your role needs a second factor.", code: "x" }] },
          { status: 400 },
        ),
      ),
    );
    renderApp("/account/security");
    const panel = await region("Second factor");
    expect(await within(panel).findByText("Few left")).toBeVisible();
    await userEvent.click(within(panel).getByRole("button", { name: "Remove" }));
    const dialog = await screen.findByRole("dialog", { name: /Remove the authenticator app/ });
    await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
    expect(await within(dialog).findByText("Your role needs a second factor.")).toBeVisible();
  });
});

describe("asked again who it is", () => {
  it("a wrong password is told, the right one lets the call go on", async () => {
    account.factors = [{ type: "totp", ...FACTOR }, CODES];
    renderApp("/account/security");
    const panel = await region("Second factor");
    await userEvent.click(await within(panel).findByRole("button", { name: "New codes" }));
    await userEvent.click(await screen.findByRole("button", { name: "Make new codes" }));
    await confirm("something else");
    expect(await screen.findByText("Incorrect password.")).toBeVisible();
    await userEvent.clear(screen.getByLabelText(/^Password/));
    await confirm();
    const codes = await screen.findByRole("list", { name: "Recovery codes" });
    expect(within(codes).getAllByRole("listitem")).toHaveLength(10);
  });

  it("may be answered by the authenticator app", async () => {
    account.factors = [{ type: "totp", ...FACTOR }, CODES];
    renderApp("/account/security");
    const panel = await region("Second factor");
    await userEvent.click(await within(panel).findByRole("button", { name: "New codes" }));
    await userEvent.click(await screen.findByRole("button", { name: "Make new codes" }));
    await userEvent.click(await screen.findByRole("button", { name: "Use the authenticator app" }));
    await userEvent.type(await screen.findByLabelText(/^Code/), RIGHT_CODE);
    expect(await screen.findByRole("list", { name: "Recovery codes" })).toBeVisible();
  });

  it("and not answered, leaves everything as it was", async () => {
    renderApp("/account/security");
    const panel = await region("How you sign in");
    const row = within(panel).getByText("ana@example.com").closest("li") as HTMLElement;
    await userEvent.click(within(row).getByRole("button", { name: "Change" }));
    await userEvent.type(await screen.findByLabelText(/New e-mail/), "new@example.com");
    await userEvent.click(screen.getByRole("button", { name: "Send codes" }));
    const asked = await screen.findByRole("dialog", { name: "Confirm that it is you" });
    await userEvent.click(within(asked).getByRole("button", { name: "Close" }));
    expect(await screen.findByText(/Nothing was changed/)).toBeVisible();
    expect(screen.getByLabelText(/New e-mail/)).toHaveValue("new@example.com");
    expect(account.change).toBeNull();
  });
});

it("an e-mail is changed once both addresses confirmed", async () => {
  account.confirmed = true;
  renderApp("/account/security");
  const panel = await region("How you sign in");
  const row = within(panel).getByText("ana@example.com").closest("li") as HTMLElement;
  await userEvent.click(within(row).getByRole("button", { name: "Change" }));
  await userEvent.type(await screen.findByLabelText(/New e-mail/), "new@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Send codes" }));
  await userEvent.type(await screen.findByLabelText(/Code for the old e-mail/), `${RIGHT_CODE}{Enter}`);
  expect(await screen.findByText("ana@example.com: confirmed")).toBeVisible();
  await userEvent.type(screen.getByLabelText(/Code for the new e-mail/), `${RIGHT_CODE}{Enter}`);
  expect(await screen.findByText("Your e-mail is now new@example.com.")).toBeVisible();
});

it("a phone is verified by the code of a message", async () => {
  account.confirmed = true;
  renderApp("/account/security");
  const panel = await region("How you sign in");
  await userEvent.click(within(panel).getByRole("button", { name: "Add" }));
  await userEvent.type(await screen.findByLabelText(/^Phone/), "+44 117 496 0123");
  await userEvent.click(screen.getByRole("button", { name: "Send SMS" }));
  await userEvent.type(await screen.findByLabelText(/Code/), RIGHT_CODE);
  expect(await screen.findByText("Your phone number is verified.")).toBeVisible();
});

it("a key gets another name and goes after a second thought", async () => {
  account.confirmed = true;
  account.factors = [{ ...KEY }, CODES];
  renderApp("/account/security");
  await userEvent.click(await screen.findByRole("button", { name: "Rename Blue key" }));
  const dialog = await screen.findByRole("dialog", { name: "Rename Blue key" });
  await userEvent.clear(within(dialog).getByLabelText(/Name/));
  await userEvent.type(within(dialog).getByLabelText(/Name/), "Red key");
  await userEvent.click(within(dialog).getByRole("button", { name: "Save name" }));
  await userEvent.click(await screen.findByRole("button", { name: "Remove Red key" }));
  await userEvent.click(
    within(await screen.findByRole("dialog", { name: "Remove Red key?" })).getByRole("button", {
      name: "Remove",
    }),
  );
  expect(await screen.findByText(/None yet. A passkey cannot be guessed/)).toBeVisible();
});

it("one sign-in is ended, then all others", async () => {
  renderApp("/account/security");
  const panel = await region("Where you are signed in");
  await userEvent.click(await within(panel).findByRole("button", { name: "Sign out Shop sync" }));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Sign out" }));
  await waitFor(() => expect(within(panel).getAllByRole("listitem")).toHaveLength(2));
  await userEvent.click(within(panel).getByRole("button", { name: "Sign out everywhere else" }));
  await userEvent.click(within(await screen.findByRole("dialog")).getByRole("button", { name: "Sign out" }));
  await waitFor(() => expect(within(panel).getAllByRole("listitem")).toHaveLength(1));
  expect(within(panel).getByText("This device")).toBeVisible();
});

it("this browser is remembered by wish, and forgotten by wish", async () => {
  renderApp("/account/security");
  const panel = await region("Remembered devices");
  await userEvent.click(await within(panel).findByRole("button", { name: "Remember this browser" }));
  await confirm();
  expect(await screen.findByText("This browser is remembered for 30 days.")).toBeVisible();
  expect(within(panel).queryByRole("button", { name: "Remember this browser" })).toBeNull();
  await userEvent.click(within(panel).getByRole("button", { name: "Forget Firefox on Linux" }));
  expect(await within(panel).findByRole("button", { name: "Remember this browser" })).toBeVisible();
});

it("an account without a password needs no confirmation for its first factor", async () => {
  server.use(
    http.get("*/auth/session", () =>
      HttpResponse.json({ data: { user: { email: me.email, has_usable_password: false }, methods: [] } }),
    ),
  );
  renderApp("/account/security");
  const panel = await region("Second factor");
  await userEvent.click(await within(panel).findByRole("button", { name: "Set up" }));
  expect(await screen.findByText("JBSW Y3DP EHPK 3PXP")).toBeVisible();
});

it("what happened is listed, and what was not oneself is marked", async () => {
  renderApp("/account/security");
  const panel = await region("Recent activity");
  expect(await within(panel).findByText("By: TrustTrack staff")).toBeVisible();
  expect(within(panel).getAllByRole("listitem")).toHaveLength(3);
});

it("a part that cannot be loaded says so and leaves the rest", async () => {
  server.use(http.get("*/api/v1/me/sessions/", () => problem(404, "not_found")));
  renderApp("/account/security");
  expect(await within(await region("Where you are signed in")).findByRole("alert")).toBeVisible();
  expect(await within(await region("Second factor")).findByRole("button", { name: "Set up" })).toBeVisible();
});

describe("a role that needs a second factor", () => {
  it("is led through it on the first visit, and then only reminded", async () => {
    required();
    renderApp("/dashboard/hearth-rye");
    expect(await screen.findByRole("heading", { name: "Set up a second factor" })).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "Later" }));
    expect(await screen.findByText("Your account needs a second factor")).toBeVisible();
    expect(screen.getByRole("link", { name: "Set it up" })).toHaveAttribute(
      "href",
      "/account/security/set-up?next=%2Fdashboard%2Fhearth-rye",
    );
  });

  it("is led on to where it was sent from", async () => {
    required();
    renderApp("/account/security?needs=second_factor&next=%2Fadmin%2Forders%2F");
    expect(await screen.findByRole("link", { name: "Set it up" })).toHaveAttribute(
      "href",
      "/account/security/set-up?next=%2Fadmin%2Forders%2F",
    );
    expect(screen.queryByRole("button", { name: "Sign in again" })).toBeNull();
  });

  it("and has one that this sign-in did not use signs in again", async () => {
    required(true);
    renderApp("/account/security?needs=second_factor&next=%2Fadmin%2Forders%2F");
    await userEvent.click(await screen.findByRole("button", { name: "Sign in again" }));
    expect(await screen.findByRole("heading", { name: "Sign in" })).toBeVisible();
  });

  it("is not asked once it has one", async () => {
    required(true);
    renderApp("/dashboard/hearth-rye");
    expect(await screen.findByRole("heading", { name: "Hearth & Rye" })).toBeVisible();
    expect(screen.queryByText("Your account needs a second factor")).toBeNull();
  });
});

it("any call refused for want of a second factor shows the way", async () => {
  renderApp("/orders");
  await screen.findByRole("heading", { name: "My orders" });
  noteSecondFactorNeed(new Problem(403, "second_factor_needed", ""));
  expect(await screen.findByText("Set up a second factor")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Not now" }));
  expect(screen.queryByText("Set up a second factor")).toBeNull();
  expect(secondFactorNeed.read()).toBe(false);
});
