import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { writeBasket } from "@/lib/basket";
import { setSignedIn } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const LOAF = { item: 1, name: "Country loaf", quantity: 2, price: { amount: "4.80", currency: "GBP" } };

async function violations(container: Element): Promise<string[]> {
  // Colours are tested from their tokens; jsdom paints nothing.
  const { violations: found } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe.each([
  ["/", "Local businesses, really checked."],
  ["/v/hearth-rye", "Hearth & Rye"],
  ["/track/order-g7h8", /is preparing the order/],
  ["/orders", "My orders"],
  ["/notifications", "Notifications"],
  ["/orders/order-k1l2", "Order TT-K1L2"],
  ["/basket", "Basket"],
  ["/account/addresses", "Your account"],
  ["/dashboard/hearth-rye", "Hearth & Rye"],
  ["/dashboard/hearth-rye/items", "Hearth & Rye"],
  ["/dashboard/hearth-rye/verification", "Hearth & Rye"],
  ["/dashboard/hearth-rye/team", "Hearth & Rye"],
  ["/sell", "Open your business"],
  ["/sell/hearth-rye/place", "Where are you?"],
  ["/sell/hearth-rye/hours", "When are you open?"],
  ["/sell/hearth-rye/items", "What do you sell?"],
  ["/sell/hearth-rye", "Show who you are"],
  ["/dashboard/hearth-rye/settings", "Hearth & Rye"],
  ["/ledger", "The log"],
  ["/verify", "Verify a proof"],
  ["/sign-in", "Sign in"],
  ["/tablet", "This device is no shared tablet"],
  ["/open?url=https://example.com/", "This is not a link that we can open"],
  ["/sign-up", "Create an account"],
])("%s", (path, heading) => {
  it("has its heading and nothing that axe objects to", async () => {
    const { container } = renderApp(path);
    expect(await screen.findByRole("heading", { level: 1, name: heading })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("status", { name: "Loading" })).toBeNull());
    expect(await violations(container)).toEqual([]);
  });
});

it("shows the components to who works on them", async () => {
  renderApp("/gallery");
  for (const name of ["Colours", "Marks", "Controls", "States of a page"])
    expect(await screen.findByRole("region", { name })).toBeVisible();
  expect(await screen.findByText("An e-mail address, like ana@example.com")).toBeVisible();
});

it("leads to the terms, out of the web app, where somebody signs up and from every page", async () => {
  renderApp("/sign-up");
  expect(await screen.findByRole("link", { name: "terms of use" })).toHaveAttribute("href", "/legal/terms");
  const footer = screen.getByRole("navigation", { name: "Footer" });
  expect(within(footer).getByRole("link", { name: "Privacy" })).toHaveAttribute("href", "/legal/privacy");
});

it("the badge opens what was checked", async () => {
  renderApp("/v/hearth-rye");
  await userEvent.click(await screen.findByRole("button", { name: /^Verified/ }));
  const dialog = await screen.findByRole("dialog", { name: /What we checked/ });
  expect(within(dialog).getByText("Business registration")).toBeVisible();
  expect(within(dialog).getAllByText(/valid until/)).toHaveLength(4);
});

it("a review is reported once, with a reason", async () => {
  let sent: unknown;
  server.use(
    http.post("*/api/v1/reviews/:id/report/", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ review: 1, reason: "spam" }, { status: 201 });
    }),
  );
  renderApp("/v/hearth-rye");
  await userEvent.click(await screen.findByRole("button", { name: "Report the review of Ana N." }));
  const dialog = await screen.findByRole("dialog", { name: "Report this review" });
  await userEvent.click(within(dialog).getByRole("button", { name: "Send report" }));
  expect(await within(dialog).findByText("Choose what is wrong with it")).toBeVisible();
  expect(sent).toBeUndefined();
  await userEvent.click(within(dialog).getByRole("radio", { name: "Advertising or spam" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Send report" }));
  expect(await screen.findByText(/A person of our team looks at it/)).toBeVisible();
  expect(sent).toEqual({ about: "review", reason: "spam", detail: "" });
  expect(screen.queryByRole("button", { name: "Report the review of Ana N." })).toBeNull();
});

it("a reader without an account is not asked to report", async () => {
  setSignedIn(false);
  renderApp("/v/hearth-rye");
  expect(await screen.findByText("Best crust in town")).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Report/ })).toBeNull();
});

it("what is added stands in the basket", async () => {
  renderApp("/v/hearth-rye");
  await userEvent.click(await screen.findByRole("button", { name: "Add Country loaf" }));
  await userEvent.click(screen.getByRole("button", { name: "One more Country loaf" }));
  expect(within(screen.getByRole("region", { name: "Basket" })).getByText(/2 items/)).toBeVisible();
});

it("who would rather sign in comes back to the check-out", async () => {
  setSignedIn(false);
  writeBasket("hearth-rye", [LOAF]);
  renderApp("/checkout/hearth-rye");
  const form = await screen.findByRole("form", { name: "Check out" });
  await userEvent.click(within(form).getByRole("link", { name: "Sign in" }));
  await userEvent.type(await screen.findByLabelText(/E-mail/), "ana@example.com");
  await userEvent.type(screen.getByLabelText(/Password/), "correct horse");
  const buttons = screen.getAllByRole("button", { name: "Sign in" });
  await userEvent.click(buttons.at(-1) as HTMLElement);
  expect(await screen.findByRole("heading", { name: "Check out" })).toBeVisible();
});

it("an unknown link says so", async () => {
  renderApp("/track/nothing-here");
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not find that");
});

it("a stranger does not get the dashboard", async () => {
  renderApp("/dashboard/kaffe-nord");
  expect(await screen.findByRole("alert")).toHaveTextContent("This is not your dashboard");
});

it("discovery without a result offers the way back", async () => {
  server.use(
    http.get("*/api/v1/vendors/", () =>
      HttpResponse.json({
        results: [],
        next: null,
        previous: null,
        facets: { categories: [], is_verified: 0, open_now: 0, total: 0, capped: false },
      }),
    ),
  );
  renderApp("/?search=zeppelin");
  expect(await screen.findByText("Nothing found for “zeppelin”")).toBeVisible();
  expect(screen.getByRole("button", { name: "Clear all filters" })).toBeEnabled();
});
