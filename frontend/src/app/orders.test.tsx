import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
// Loaded here, so that no wait for a page waits for its code too.
import "@/app/pages/AddressesPage";
import "@/app/pages/CheckoutPage";
import "@/app/pages/OrdersPage";
import { readBasket } from "@/lib/basket";
import { keptAddresses, problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

// No pause between keys: nothing here waits for a slow typist.
const user = userEvent.setup({ delay: null });

describe("my orders", () => {
  it("are filtered by whether they are done, and found by their number", async () => {
    renderApp("/orders");
    await screen.findByText(/TT-K1L2/);
    await user.click(screen.getByRole("button", { name: "Under way" }));
    await waitFor(() => expect(screen.queryByText(/TT-K1L2/)).toBeNull());
    expect(screen.getByText(/TT-G7H8/)).toBeVisible();
    await user.type(screen.getByLabelText("Order number"), "tt-i9");
    await user.click(screen.getByRole("button", { name: "Find" }));
    await waitFor(() => expect(screen.queryByText(/TT-G7H8/)).toBeNull());
    expect(screen.getByText(/TT-I9J0/)).toBeVisible();
  });

  it("say what was not found, and lead back to all", async () => {
    renderApp("/orders?reference=ZZZ");
    expect(await screen.findByText("No order of yours begins with “ZZZ”")).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Show all orders" }));
    expect(await screen.findByText(/TT-K1L2/)).toBeVisible();
  });

  it("say so when they cannot be read", async () => {
    server.use(
      http.get("*/api/v1/orders/", () => problem(403, "insufficient_scope", { detail: "Not for you." })),
    );
    renderApp("/orders");
    expect(await screen.findByRole("alert")).toBeVisible();
  });
});

describe("order again", () => {
  it("puts what is as it was into the basket, in one press", async () => {
    renderApp("/orders");
    await user.click(await screen.findByRole("button", { name: "Order again, TT-K1L2" }));
    expect(await screen.findByRole("heading", { name: "Check out" })).toBeVisible();
    expect(readBasket("hearth-rye").lines.map(({ item, quantity }) => [item, quantity])).toEqual([
      [1, 2],
      [4, 1],
    ]);
  });

  it("says first what is gone or dearer", async () => {
    server.use(
      http.get("*/api/v1/basket/", () =>
        HttpResponse.json({
          vendors: [
            {
              slug: "hearth-rye",
              name: "Hearth & Rye",
              city: "Linden",
              country: "GB",
              currency: "GBP",
              fulfilments: ["pickup"],
              accepts_orders: true,
              accepts_orders_reason: null,
              items: [
                {
                  id: 1,
                  name: "Country loaf",
                  price: { amount: "5.00", currency: "GBP" },
                  stock: null,
                  in_stock: true,
                  image_url: null,
                },
              ],
            },
          ],
        }),
      ),
    );
    renderApp("/orders?show=done");
    await user.click(await screen.findByRole("button", { name: "Order again, TT-K1L2" }));
    const dialog = await screen.findByRole("dialog", { name: "Some of it is different now" });
    expect(within(dialog).getByText(/£5.00 each now, it was £4.80/)).toBeVisible();
    expect(within(dialog).getByText(/Not sold any more/)).toBeVisible();
    expect(readBasket("hearth-rye").lines).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Put the rest in the basket" }));
    expect(await screen.findByRole("heading", { name: "Check out" })).toBeVisible();
    expect(readBasket("hearth-rye").lines).toHaveLength(1);
  });
});

describe("addresses", () => {
  async function paste(field: HTMLElement, text: string): Promise<void> {
    await user.click(field);
    await user.paste(text);
  }

  it("are kept, once nothing is missing", async () => {
    renderApp("/account/addresses");
    await user.click(await screen.findByRole("button", { name: "Add an address" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add an address" }));
    await user.selectOptions(dialog.getByLabelText("Country"), "GB");
    await user.click(dialog.getByText("Save address"));
    expect(await dialog.findByText("Enter the street and number")).toBeVisible();
    await paste(dialog.getByLabelText(/Street/), "12 Mill Street");
    await paste(dialog.getByLabelText(/Town/), "Bristol");
    await paste(dialog.getByLabelText(/Postcode/), "BS1 4DJ");
    await user.click(dialog.getByText("Save address"));
    expect(await screen.findByText("12 Mill Street, Bristol BS1 4DJ")).toBeVisible();
    expect(keptAddresses).toMatchObject([{ line1: "12 Mill Street", country: "GB" }]);
  });

  it("are put first, and deleted", async () => {
    const rest = { line2: "", city: "Bristol", region: "", postcode: "BS1 4DJ", country: "GB" };
    const made = { created_at: "2026-01-01T00:00:00Z", ...rest };
    keptAddresses.push({ id: 1, label: "Home", line1: "12 Mill Street", is_default: true, ...made });
    keptAddresses.push({ id: 2, label: "Work", line1: "3 Quay", is_default: false, ...made });
    renderApp("/account/addresses");
    await user.click(await screen.findByRole("button", { name: "Put Work first" }));
    expect(await screen.findByText("Work comes first now.")).toBeVisible();
    expect(keptAddresses.map(({ is_default }) => is_default)).toEqual([false, true]);
    await user.click(screen.getByRole("button", { name: "Delete Home" }));
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    await waitFor(() => expect(keptAddresses.map(({ label }) => label)).toEqual(["Work"]));
  });
});
