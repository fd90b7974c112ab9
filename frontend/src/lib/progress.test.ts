import { describe, expect, it } from "vitest";
import { type Fulfilment, isAwaited, progressSteps } from "./progress";

const states = (status: string, fulfilment: Fulfilment) =>
  progressSteps(status, fulfilment)
    .map(({ state }) => state[0])
    .join("");

describe("progress", () => {
  it.each([
    ["placed", "pickup", "caaaa"],
    ["preparing", "pickup", "ddcaa"],
    ["ready_for_pickup", "pickup", "dddca"],
    ["completed", "pickup", "ddddd"],
    ["preparing", "delivery", "ddcaa"],
    ["ready_for_pickup", "delivery", "ddcaa"],
    ["out_for_delivery", "delivery", "dddca"],
    ["delivered", "delivery", "ddddd"],
    ["completed", "delivery", "ddddd"],
    ["out_for_delivery", "pickup", "dddca"],
  ] as const)("draws %s on a %s order as %s", (status, fulfilment, drawn) => {
    expect(states(status, fulfilment)).toBe(drawn);
  });

  it("asks for the time only until it is there", () => {
    expect(isAwaited("preparing", "pickup")).toBe(true);
    expect(isAwaited("ready_for_pickup", "pickup")).toBe(false);
    expect(isAwaited("ready_for_pickup", "delivery")).toBe(true);
    expect(isAwaited("delivered", "delivery")).toBe(false);
    expect(isAwaited("cancelled", "pickup")).toBe(false);
  });

  it.each(["rejected", "cancelled"])("promises no way ahead once %s", (status) => {
    expect(progressSteps(status, "pickup")).toEqual([]);
  });
});
