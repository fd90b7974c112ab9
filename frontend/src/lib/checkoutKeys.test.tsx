import { describe, expect, it } from "vitest";
import { beginCheckout, endCheckout } from "./checkoutKeys";

const keys =
  (...names: string[]) =>
  () =>
    names.shift() ?? "none";

describe("the name of a check-out", () => {
  it("is one for all vendors of it", () => {
    expect(beginCheckout(["bakery", "florist"], keys("a"))).toEqual({ bakery: "a", florist: "a" });
  });

  it("stays for a vendor that has not answered, also over a reload", () => {
    beginCheckout(["bakery", "florist"], keys("a"));
    endCheckout("bakery");
    expect(beginCheckout(["bakery", "florist"], keys("b"))).toEqual({ bakery: "b", florist: "a" });
  });

  it("survives what somebody wrote into the storage", () => {
    localStorage.setItem("trusttrack.checkout.keys", "{nonsense");
    expect(beginCheckout(["bakery"], keys("a"))).toEqual({ bakery: "a" });
  });
});
