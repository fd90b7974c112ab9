import { describe, expect, it } from "vitest";
import { formatMoney, fromMinor, toMinor, totalOf } from "./money";

describe("money", () => {
  it("counts in whole minor units, by the currency's own digits", () => {
    expect(toMinor({ amount: "12.50", currency: "GBP" })).toBe(1250);
    expect(toMinor({ amount: "12.5", currency: "GBP" })).toBe(1250);
    expect(toMinor({ amount: "1200", currency: "JPY" })).toBe(1200);
    expect(toMinor({ amount: "1.234", currency: "KWD" })).toBe(1234);
    expect(toMinor({ amount: "-0.05", currency: "GBP" })).toBe(-5);
  });

  it.each(["0.00", "0.05", "19.99", "-3.40", "100000.01"])("writes %s back as it was", (amount) => {
    expect(fromMinor(toMinor({ amount, currency: "GBP" }), "GBP").amount).toBe(amount);
  });

  it("adds without the errors of binary fractions", () => {
    const price = { amount: "0.10", currency: "GBP" };
    const other = { amount: "0.20", currency: "GBP" };
    expect(
      totalOf(
        [
          { price, quantity: 1 },
          { price: other, quantity: 1 },
        ],
        "GBP",
      ),
    ).toEqual({ amount: "0.30", currency: "GBP" });
  });

  it("shows the currency", () => {
    expect(formatMoney({ amount: "1234.50", currency: "GBP" }, "en-GB")).toBe("£1,234.50");
    expect(formatMoney({ amount: "7", currency: "JPY" }, "en-GB")).toMatch(/7$/);
  });
});
