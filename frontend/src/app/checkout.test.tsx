import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { delay, HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { PlaceOrder } from "@/api/types";
// Loaded here, so that no wait for a page waits for its code too.
import "@/app/pages/BasketPage";
import "@/app/pages/CheckoutPage";
import "@/app/pages/OrderPage";
import "@/app/pages/OrdersPage";
import { readBasket, writeBasket } from "@/lib/basket";
import { keptAddresses, problem, setSignedIn } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

// No pause between keys: nothing here waits for a slow typist.
const user = userEvent.setup({ delay: null });

const pounds = (amount: string) => ({ amount, currency: "GBP" });
const LOAF = { item: 1, name: "Country loaf", quantity: 2, price: pounds("4.80") };
const COFFEE = { item: 101, name: "House coffee", quantity: 1, price: pounds("9.50") };
const BAKERY = "Hearth & Rye";

interface Sent {
  key: string | null;
  body: PlaceOrder;
}

/** Notes every order that is sent, and answers as told (or as the mock does). */
function watchOrders(answer?: (sent: Sent) => Response | undefined): Sent[] {
  const sent: Sent[] = [];
  server.use(
    http.post("*/api/v1/orders/", async ({ request }) => {
      const one = {
        key: request.headers.get("Idempotency-Key"),
        body: (await request.clone().json()) as PlaceOrder,
      };
      sent.push(one);
      return answer?.(one); // nothing: on to the mock's own
    }),
  );
  return sent;
}

const place = (name: RegExp = /^Place/) => screen.findByRole("button", { name });
const loafOnShelf = (changes: object) =>
  server.use(
    http.get("*/api/v1/basket/", () =>
      HttpResponse.json({
        vendors: [
          {
            slug: "hearth-rye",
            name: BAKERY,
            city: "Linden",
            country: "GB",
            currency: "GBP",
            fulfilments: ["pickup", "delivery"],
            accepts_orders: true,
            accepts_orders_reason: null,
            items: [
              {
                id: 1,
                name: "Country loaf",
                price: pounds("4.80"),
                stock: null,
                in_stock: true,
                image_url: null,
                ...changes,
              },
            ],
          },
        ],
      }),
    ),
  );

async function violations(container: Element): Promise<string[]> {
  const { violations: found } = await axe.run(container, { rules: { "color-contrast": { enabled: false } } });
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

beforeEach(() => writeBasket("hearth-rye", [LOAF], BAKERY));

describe("all baskets", () => {
  it("shows each vendor's and leads to one check-out", async () => {
    writeBasket("kaffe-nord", [COFFEE], "Kaffe Nord");
    const { container } = renderApp("/basket");
    expect(await screen.findByRole("region", { name: BAKERY })).toBeVisible();
    expect(screen.getByRole("region", { name: "Kaffe Nord" })).toBeVisible();
    expect(screen.getByText("£19.10")).toBeVisible();
    expect(screen.getByRole("link", { name: "Basket, 3 items" })).toBeVisible();
    expect(await violations(container)).toEqual([]);
    await user.click(screen.getByRole("link", { name: "Check out" }));
    expect(await place(/Place 2 orders · £19.10/)).toBeVisible();
  });

  it("says what has changed, and settles it with one tap", async () => {
    loafOnShelf({ price: pounds("5.20"), stock: 1 });
    renderApp("/basket");
    expect(await screen.findByText(/Only 1 left. £5.20 each now, it was £4.80/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Take the change" }));
    expect(readBasket("hearth-rye").lines).toEqual([{ ...LOAF, quantity: 1, price: pounds("5.20") }]);
    await waitFor(() => expect(screen.queryByText(/Only 1 left/)).toBeNull());
  });

  it("says so when it is empty", async () => {
    writeBasket("hearth-rye", []);
    renderApp("/basket");
    expect(await screen.findByText("Your basket is empty")).toBeVisible();
  });
});

describe("one check-out", () => {
  it("makes one order, with what the reader saw, and empties the basket", async () => {
    const sent = watchOrders();
    renderApp("/checkout/hearth-rye");
    await user.click(await place());
    expect(await screen.findByText(/has your order/)).toBeVisible();
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toMatchObject({
      vendor: "hearth-rye",
      items: [{ item: 1, quantity: 2, unit_price: pounds("4.80") }],
      fulfilment: "pickup",
      contact: { name: "Ana Novak", email: "ana@example.com" },
    });
    expect(sent[0]?.key).toBe(`${sent[0]?.body.checkout}/hearth-rye`);
    expect(localStorage.getItem("trusttrack.basket.hearth-rye")).toBeNull();
    expect(sessionStorage.getItem("trusttrack.checkout.draft")).toBeNull();
    expect(Object.keys(localStorage)).toContainEqual(expect.stringMatching(/^trusttrack\.chain\.order-/));
  });

  it("makes an order with each vendor, each its own way and note", async () => {
    writeBasket("kaffe-nord", [COFFEE], "Kaffe Nord");
    const sent = watchOrders();
    renderApp("/checkout");
    await user.type(await screen.findByLabelText("Note to Kaffe Nord (optional)"), "Whole beans");
    await user.click(await place());
    expect(await screen.findByText("Your 2 orders are placed")).toBeVisible();
    const [one, other] = [...sent].sort((a, b) => a.body.vendor.localeCompare(b.body.vendor));
    expect(one?.body.checkout).toBe(other?.body.checkout);
    expect(one?.key).not.toBe(other?.key);
    expect([one?.body.note, other?.body.note]).toEqual([undefined, "Whole beans"]);
  });

  it("keeps what was refused, and says of each vendor what became of it", async () => {
    writeBasket("kaffe-nord", [COFFEE], "Kaffe Nord");
    watchOrders(({ body }) =>
      body.vendor === "kaffe-nord"
        ? (problem(409, "vendor_not_taking_orders", { detail: "Kaffe Nord is suspended." }) as Response)
        : undefined,
    );
    renderApp("/checkout");
    await user.click(await place());
    const told = await screen.findByRole("group", { name: "What became of your orders" });
    expect(within(told).getByText(`${BAKERY} has your order`)).toBeVisible();
    expect(within(told).getByText(/Kaffe Nord is suspended/)).toBeVisible();
    expect(told).toHaveFocus();
    expect(readBasket("hearth-rye").lines).toEqual([]);
    expect(readBasket("kaffe-nord").lines).toEqual([COFFEE]);
  });

  it("sends the same order again after a lost connection, and finds the one that had arrived", async () => {
    const sent = watchOrders(({ body }) => {
      if (sent.length === 1) return HttpResponse.error();
      return problem(409, "already_placed", {
        detail: `${body.vendor} has it.`,
        order: "order-k1l2",
      }) as Response;
    });
    server.use(
      http.get("*/api/v1/orders/", ({ request }) =>
        HttpResponse.json({
          results: [{ uid: "order-k1l2", reference: "TT-K1L2", asked: new URL(request.url).search }],
          next: null,
          previous: null,
        }),
      ),
    );
    renderApp("/checkout/hearth-rye");
    await user.click(await place());
    expect(await screen.findByText(/it is not ordered twice/)).toBeVisible();
    expect(readBasket("hearth-rye").lines).toEqual([LOAF]);
    await user.click(await place());
    expect(await screen.findByRole("heading", { name: "Order TT-K1L2" })).toBeVisible();
    expect(sent[1]?.key).toBe(sent[0]?.key);
    expect(readBasket("hearth-rye").lines).toEqual([]);
  });

  it("is one order also for two quick taps", async () => {
    const sent = watchOrders();
    renderApp("/checkout/hearth-rye");
    await user.dblClick(await place());
    expect(await screen.findByText(/has your order/)).toBeVisible();
    expect(sent).toHaveLength(1);
  });

  it("places nothing where stock ran out in the meantime, and offers the one tap", async () => {
    const sent = watchOrders();
    renderApp("/checkout/hearth-rye");
    const button = await place();
    loafOnShelf({ in_stock: false, stock: 0 });
    await user.click(button);
    expect(await screen.findByText("Sold out.")).toBeVisible();
    expect(sent).toEqual([]);
    await user.click(screen.getByRole("button", { name: "Take it out: Country loaf" }));
    expect(await screen.findByText("Your basket is empty")).toBeVisible();
  });
});

describe("its form", () => {
  it("says what is missing in a summary that takes the focus and leads to the field", async () => {
    renderApp("/checkout/hearth-rye");
    await user.click(await screen.findByRole("radio", { name: /Delivery/ }));
    await user.click(await place());
    const summary = await screen.findByRole("alert");
    expect(summary).toHaveFocus();
    expect(within(summary).getByText(/things need changing/)).toBeVisible();
    await user.click(within(summary).getByRole("link", { name: "Enter the street and number" }));
    expect(screen.getByLabelText(/Street and number/)).toHaveFocus();
    expect(screen.getByLabelText(/Street and number/)).toHaveAccessibleDescription(
      "Enter the street and number",
    );
  });

  it("puts the server's complaints beside their fields", async () => {
    watchOrders(
      () =>
        problem(400, "invalid", {
          errors: [{ pointer: "/contact/phone", detail: "This number does not exist." }],
        }) as Response,
    );
    renderApp("/checkout/hearth-rye");
    const phone = await screen.findByLabelText(/Phone/);
    await user.click(await place());
    await waitFor(() => expect(phone).toHaveAccessibleDescription("This number does not exist."));
  });

  it("asks for the address as the country writes it, with the tokens that browsers fill", async () => {
    renderApp("/checkout/hearth-rye");
    await user.click(await screen.findByRole("radio", { name: /Delivery/ }));
    const token = (label: RegExp) => screen.getByLabelText(label).getAttribute("autocomplete");
    expect(token(/Street/)).toBe("shipping address-line1");
    expect(token(/Postcode/)).toBe("shipping postal-code");
    expect([token(/Phone/), token(/E-mail/), token(/^Name/)]).toEqual(["tel", "email", "name"]);
    await user.selectOptions(screen.getByRole("combobox", { name: "Country" }), "US");
    expect(screen.getByLabelText(/ZIP code/)).toBeVisible();
    expect(screen.getByLabelText(/State/)).toBeVisible();
  });

  it("starts with the address that comes first, and keeps a new one when asked to", async () => {
    const home = { label: "Home", line1: "12 Mill Street", line2: "", city: "Bristol", region: "" };
    const rest = { postcode: "BS1 4DJ", country: "GB", is_default: true, created_at: "2026-01-01T00:00:00Z" };
    keptAddresses.push({ id: 1, ...home, ...rest });
    const sent = watchOrders();
    renderApp("/checkout/hearth-rye");
    await user.click(await screen.findByRole("radio", { name: /Delivery/ }));
    await waitFor(() => expect(screen.getByLabelText(/Street/)).toHaveValue("12 Mill Street"));
    await user.selectOptions(screen.getByRole("combobox", { name: "Your addresses" }), "Another address");
    await user.type(screen.getByLabelText(/Street/), "3 Quay");
    await user.type(screen.getByLabelText(/Town/), "Bath");
    await user.type(screen.getByLabelText(/Postcode/), "BA1 1AA");
    await user.type(screen.getByLabelText(/Phone/), "07700 900123");
    await user.click(screen.getByRole("checkbox", { name: "Keep this address for next time" }));
    await user.click(await place());
    expect(await screen.findByText(/has your order/)).toBeVisible();
    expect(sent[0]?.body.address).toMatchObject({ line1: "3 Quay", postcode: "BA1 1AA", country: "GB" });
    expect(keptAddresses.map(({ line1 }) => line1)).toEqual(["12 Mill Street", "3 Quay"]);
  });

  it("is as it was after a reload", async () => {
    const { unmount } = renderApp("/checkout/hearth-rye");
    await user.type(await screen.findByLabelText(/Note to the shop/), "Sliced");
    unmount();
    renderApp("/checkout/hearth-rye");
    expect(await screen.findByLabelText(/Note to the shop/)).toHaveValue("Sliced");
  });
});

describe("a guest", () => {
  beforeEach(() => setSignedIn(false));

  async function fillIn(): Promise<void> {
    await user.type(await screen.findByLabelText(/^Name/), "Ana");
    await user.type(screen.getByLabelText(/E-mail/), "ana@example.com");
    await user.click(await place());
  }

  it("orders with a code from the mail, and may leave it at that", async () => {
    const sent = watchOrders();
    renderApp("/checkout/hearth-rye");
    await fillIn();
    const dialog = await screen.findByRole("dialog", { name: "Check your mail" });
    const code = within(dialog).getByLabelText(/Code/);
    expect(code).toHaveAttribute("autocomplete", "one-time-code");
    expect(sent).toEqual([]);
    await user.type(code, "123456");
    expect(await screen.findByText(/has your order/)).toBeVisible();
    expect(sent[0]?.body.contact).toMatchObject({ name: "Ana", email: "ana@example.com" });
    await user.click(await screen.findByRole("button", { name: "Leave it as it is" }));
    expect(screen.queryByText("Keep your account?")).toBeNull();
  });

  it("may set a password afterwards", async () => {
    renderApp("/checkout/hearth-rye");
    await fillIn();
    await user.type(await screen.findByLabelText(/Code/), "123456");
    await user.click(await screen.findByRole("button", { name: "Set a password" }));
    const dialog = await screen.findByRole("dialog", { name: "Set a password" });
    await user.type(within(dialog).getByLabelText(/New password/), "four words none guesses");
    await user.click(within(dialog).getByRole("button", { name: "Save password" }));
    expect(await screen.findByText("Your password is set.")).toBeVisible();
  });

  it("orders nothing with a wrong code, or with the question closed", async () => {
    const sent = watchOrders();
    renderApp("/checkout/hearth-rye");
    await fillIn();
    await user.type(await screen.findByLabelText(/Code/), "000000");
    expect(await screen.findByText(/not the code that we sent/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Close" }));
    expect(await place()).toBeEnabled();
    expect(sent).toEqual([]);
    expect(screen.getByLabelText(/^Name/)).toHaveValue("Ana");
  });

  it("is told when too many codes were asked for", async () => {
    server.use(
      http.post("*/_allauth/browser/v1/auth/guest/request", async () => {
        await delay(1);
        return problem(429, "too_many_attempts", { detail: "Too many attempts. Try again in 15 minutes." });
      }),
    );
    renderApp("/checkout/hearth-rye");
    await fillIn();
    expect(await screen.findByText(/Try again in 15 minutes/)).toBeVisible();
  });
});
