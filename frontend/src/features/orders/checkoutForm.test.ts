import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { checkoutSchema, orderBody } from "./checkoutForm";
import { itemProblems } from "./itemProblems";

const values = {
  fulfilment: "pickup" as const,
  contact: { name: "Ana", phone: "+44 7700 900123", email: "ana@example.com" },
  address: { line1: "", line2: "", city: "", postcode: "" },
  note: "",
};
const lines = [{ item: 1, name: "Loaf", quantity: 2, price: { amount: "4.80", currency: "GBP" } }];

describe("checkout", () => {
  it("asks for an address only for a delivery", () => {
    expect(checkoutSchema.safeParse(values).success).toBe(true);
    const missing = checkoutSchema.safeParse({ ...values, fulfilment: "delivery" }).error?.issues ?? [];
    expect(missing.map(({ path }) => path.join("."))).toEqual([
      "address.line1",
      "address.city",
      "address.postcode",
    ]);
  });

  it("sends no price and no name of an item: the server knows them", () => {
    expect(orderBody("hearth-rye", lines, values)).toEqual({
      vendor: "hearth-rye",
      items: [{ item: 1, quantity: 2 }],
      fulfilment: "pickup",
      contact: values.contact,
    });
  });

  it("finds the line that the server complains about", () => {
    const error = new Problem(400, "invalid", "x", [{ pointer: "/items/1/quantity", detail: "Only 2 left" }]);
    expect(itemProblems(error)).toEqual(new Map([[1, "Only 2 left"]]));
    expect(itemProblems(null).size).toBe(0);
  });
});
