import { expect, it } from "vitest";
import { openingBody } from "./openingForm";

it("opens a business in its own country, by its own clock", () => {
  const values = {
    name: "Pão",
    category: "bakery",
    tagline: "",
    phone: "+351",
    city: "Porto",
    country: "PT",
  };
  const body = openingBody(values, "Europe/Lisbon");
  expect([body.address, body.timezone]).toEqual([
    { line1: "", city: "Porto", postcode: "", country: "PT" },
    "Europe/Lisbon",
  ]);
});
