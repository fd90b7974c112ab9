import { describe, expect, it } from "vitest";
import { type Fulfilment, progressSteps } from "./progress";

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

  it.each(["rejected", "cancelled"])("promises no way ahead once %s", (status) => {
    expect(progressSteps(status, "pickup")).toEqual([]);
  });
});
