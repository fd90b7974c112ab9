import { HttpResponse, http } from "msw";
import type { BasketItem, BasketVendor, SavedAddress, SavedAddressInput } from "@/api/types";
import * as data from "./data";
import { problem } from "./problem";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

export const keptAddresses: Writable<SavedAddress>[] = [];
export const resetAddresses = (): void => void keptAddresses.splice(0);

const short = ({ id, name, price, stock, in_stock, image_url }: BasketItem): BasketItem => ({
  id,
  name,
  price,
  stock,
  in_stock,
  image_url,
});

/** The bakery's shelf, and one thing of the café next door. */
const COFFEE = short(
  data.makeItem(101, { name: "House coffee", price: { amount: "9.50", currency: "GBP" } }),
);

function vendorWith(slug: string, items: BasketItem[]): BasketVendor[] {
  const vendor = data.vendors.find((each) => each.slug === slug);
  if (!vendor || items.length === 0) return [];
  const { name, city, fulfilments, accepts_orders, accepts_orders_reason } = vendor;
  const where = { slug, name, city, country: "GB", currency: "GBP" };
  return [{ ...where, fulfilments, accepts_orders, accepts_orders_reason, items }];
}

export const checkoutHandlers = [
  http.get("*/api/v1/basket/", ({ request }) => {
    const ids = (new URL(request.url).searchParams.get("items") ?? "").split(",").map(Number);
    const vendors = [
      ...vendorWith("hearth-rye", data.items.filter(({ id }) => ids.includes(id)).map(short)),
      ...vendorWith("kaffe-nord", ids.includes(COFFEE.id) ? [COFFEE] : []),
    ];
    return HttpResponse.json({ vendors });
  }),
  http.get("*/api/v1/me/addresses/", () =>
    HttpResponse.json({ results: keptAddresses, next: null, previous: null }),
  ),
  http.post("*/api/v1/me/addresses/", async ({ request }) => {
    const body = (await request.json()) as SavedAddressInput;
    const blank = { label: "", line2: "", region: "", postcode: "", country: "GB", is_default: false };
    const kept = { ...blank, ...body, id: keptAddresses.length + 1, created_at: data.ago(0) };
    keptAddresses.push({ ...kept, is_default: kept.is_default || keptAddresses.length === 0 });
    return HttpResponse.json(kept, { status: 201 });
  }),
  http.patch("*/api/v1/me/addresses/:id/", async ({ params, request }) => {
    const kept = keptAddresses.find(({ id }) => id === Number(params.id));
    if (!kept) return problem(404, "not_found");
    const changes = (await request.json()) as Partial<SavedAddressInput>;
    if (changes.is_default) for (const each of keptAddresses) each.is_default = false;
    return HttpResponse.json(Object.assign(kept, changes));
  }),
  http.delete("*/api/v1/me/addresses/:id/", ({ params }) => {
    const at = keptAddresses.findIndex(({ id }) => id === Number(params.id));
    keptAddresses.splice(at, 1);
    return new HttpResponse(null, { status: 204 });
  }),
];
