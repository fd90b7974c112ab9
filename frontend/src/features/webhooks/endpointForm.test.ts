import { describe, expect, it } from "vitest";
import type { WebhookEndpoint } from "@/api/types";
import { changesOf, valuesOf } from "./endpointForm";

const KNOWN = [
  { name: "vendor.suspended", version: 2, about: "" },
  { name: "order.placed", version: 1, about: "" },
  { name: "order.ready", version: 3, about: "" },
];
const at = (...event_types: string[]) =>
  ({ url: "https://shop.example.com/in", description: "Till", event_types }) as WebhookEndpoint;

describe("what is changed of a webhook", () => {
  it.each([
    { types: ["vendor.suspended@1"] },
    { types: ["order.placed", "vendor.suspended@1"] },
    { types: [] },
  ])("is its description alone, whatever $types it is pinned to", ({ types }) => {
    const endpoint = at(...types);
    const values = { ...valuesOf(endpoint), description: "Stock" };
    expect(changesOf(endpoint, values, KNOWN)).toEqual({ description: "Stock" });
  });

  it("is an event more, in the version of today, and those before stay what they were", () => {
    const endpoint = at("vendor.suspended@1");
    const values = { ...valuesOf(endpoint), types: ["vendor.suspended", "order.ready"] };
    expect(changesOf(endpoint, values, KNOWN)).toEqual({
      event_types: ["vendor.suspended@1", "order.ready@3"],
    });
  });

  it("is the pin, taken off or put on for all", () => {
    const pinned = at("vendor.suspended@1");
    expect(changesOf(pinned, { ...valuesOf(pinned), isPinned: false }, KNOWN)).toEqual({
      event_types: ["vendor.suspended"],
    });
    const free = at("vendor.suspended", "order.placed");
    expect(changesOf(free, { ...valuesOf(free), isPinned: true }, KNOWN)).toEqual({
      event_types: ["vendor.suspended@2", "order.placed@1"],
    });
  });

  it("is nothing where nothing was changed", () => {
    const endpoint = at("order.placed");
    expect(changesOf(endpoint, valuesOf(endpoint), KNOWN)).toEqual({});
  });
});
