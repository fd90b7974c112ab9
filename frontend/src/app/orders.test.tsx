import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { readBasket } from "@/lib/basket";
import { keptAddresses, problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

describe("my orders", () => {
  it("are filtered by whether they are done, and found by their number", async () => {
    renderApp("/orders");
    await screen.findByText(/TT-K1L2/);
    await userEvent.click(screen.getByRole("button", { name: "Under way" }));
    await waitFor(() => expect(screen.queryByText(/TT-K1L2/)).toBeNull());
    expect(screen.getByText(/TT-G7H8/)).toBeVisible();
    await userEvent.type(screen.getByLabelText("Order number"), "tt-i9");
    await userEvent.click(screen.getByRole("button", { name: "Find" }));
    await waitFor(() => expect(screen.queryByText(/TT-G7H8/)).toBeNull());
    expect(screen.getByText(/TT-I9J0/)).toBeVisible();
  });

  it("say what was not found, and lead back to all", async () => {
    renderApp("/orders?reference=ZZZ");
    expect(await screen.findByText("No order of yours begins with “ZZZ”")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Show all orders" }));
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
    await userEvent.click(await screen.findByRole("button", { name: "Order again, TT-K1L2" }));
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
    renderApp("/orders/order-k1l2");
    await userEvent.click(await screen.findByRole("button", { name: /Order again/ }));
    const dialog = await screen.findByRole("dialog", { name: "Some of it is different now" });
    expect(within(dialog).getByText(/£5.00 each now, it was £4.80/)).toBeVisible();
    expect(within(dialog).getByText(/Not sold any more/)).toBeVisible();
    expect(readBasket("hearth-rye").lines).toEqual([]);
    await userEvent.click(within(dialog).getByRole("button", { name: "Put the rest in the basket" }));
    expect(await screen.findByRole("heading", { name: "Check out" })).toBeVisible();
    expect(readBasket("hearth-rye").lines).toHaveLength(1);
  });
});

describe("addresses", () => {
  it("are kept, put first, and deleted", async () => {
    renderApp("/account/addresses");
    await userEvent.click(await screen.findByRole("button", { name: "Add an address" }));
    const dialog = await screen.findByRole("dialog", { name: "Add an address" });
    await userEvent.type(within(dialog).getByLabelText(/What you call it/), "Home");
    await userEvent.selectOptions(within(dialog).getByLabelText("Country"), "GB");
    await userEvent.click(within(dialog).getByRole("button", { name: "Save address" }));
    expect(await within(dialog).findByText("Enter the street and number")).toBeVisible();
    await userEvent.type(within(dialog).getByLabelText(/Street/), "12 Mill Street");
    await userEvent.type(within(dialog).getByLabelText(/Town/), "Bristol");
    await userEvent.type(within(dialog).getByLabelText(/Postcode/), "BS1 4DJ");
    await userEvent.click(within(dialog).getByRole("button", { name: "Save address" }));
    expect(await screen.findByText("12 Mill Street, Bristol BS1 4DJ")).toBeVisible();
    expect(screen.getByText("Comes first")).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Delete Home" }));
    await userEvent.click(await screen.findByRole("button", { name: "Delete" }));
    await waitFor(() => expect(keptAddresses).toEqual([]));
    expect(await screen.findByText(/None yet/)).toBeVisible();
  });
});
