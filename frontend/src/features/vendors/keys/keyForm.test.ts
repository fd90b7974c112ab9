import { describe, expect, it } from "vitest";
import { expiryOf, keyBody, keySchema, scopeWords, stateOf } from "./keyForm";

const NOW = Date.UTC(2026, 10, 25, 12);

describe("a new key", () => {
  it("needs a name and something that it may do", () => {
    const issues = keySchema.safeParse({ name: " ", scopes: [], lifetime: "90" }).error?.issues;
    expect(issues?.map(({ message }) => message)).toEqual(["Say where it is used", "Choose at least one"]);
  });

  it("can be given nothing that is not offered", () => {
    expect(keySchema.safeParse({ name: "Till", scopes: ["members.change"], lifetime: "90" }).success).toBe(
      false,
    );
  });

  it("ends after its days, or never", () => {
    expect(expiryOf("30", NOW)).toBe("2026-12-25T12:00:00.000Z");
    expect(keyBody({ name: " Till ", scopes: ["orders.view"], lifetime: "never" }, NOW)).toEqual({
      name: "Till",
      scopes: ["orders.view"],
      expires_at: null,
    });
  });
});

describe("a key's state", () => {
  it.each([
    [{}, "live"],
    [{ expires_at: "2026-11-25T12:00:01Z" }, "live"],
    [{ expires_at: "2026-11-25T12:00:00Z" }, "expired"],
    [{ is_orphaned: true }, "orphaned"],
    [{ expires_at: "2026-11-24T12:00:00Z", revoked_at: "2026-11-23T12:00:00Z" }, "revoked"],
  ])("%o is %s", (key, state) => expect(stateOf(key, NOW)).toBe(state));
});

it("a scope that this version does not know is shown by its name", () => {
  expect(scopeWords("orders.view")).toBe("See orders, and the live board");
  expect(scopeWords("payouts.view")).toBe("payouts.view");
});
