import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "./problem";
import { asksWhoItIs, askWith, confirmIdentity } from "./reauthentication";

const flows = (...ids: string[]) => ({ data: { flows: ids.map((id) => ({ id })) } });
const refusal = (code: string, body = {}) => new Problem(401, code, "", [], body);
let stop = (): void => undefined;

afterEach(() => stop());

describe("what asks who it is", () => {
  it.each([
    ["our API's code", refusal("reauthentication_required"), true],
    [
      "allauth's password",
      refusal("http_401", { ...flows("reauthenticate"), meta: { is_authenticated: true } }),
      true,
    ],
    [
      "allauth's factor",
      refusal("http_401", { ...flows("mfa_reauthenticate"), meta: { is_authenticated: true } }),
      true,
    ],
    [
      "a sign-in that goes on",
      refusal("http_401", { ...flows("login", "mfa_authenticate"), meta: { is_authenticated: false } }),
      false,
    ],
    ["no sign-in at all", refusal("not_authenticated"), false],
    ["something forbidden", new Problem(403, "reauthentication_required", ""), false],
    ["a lost connection", new TypeError("Failed to fetch"), false],
  ])("%s", (_name, error, expected) => {
    expect(asksWhoItIs(error)).toBe(expected);
  });
});

describe("asking", () => {
  it("once for all calls that wait", async () => {
    const ask = vi.fn(async () => true);
    stop = askWith(ask);
    await Promise.all([confirmIdentity(), confirmIdentity(), confirmIdentity()]);
    expect(ask).toHaveBeenCalledTimes(1);
    await confirmIdentity();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("says that nothing was changed when the reader would rather not", async () => {
    stop = askWith(async () => false);
    await expect(confirmIdentity()).rejects.toMatchObject({ code: "reauthentication_cancelled" });
  });

  it("hands the refusal on where nobody can ask", async () => {
    const error = refusal("reauthentication_required");
    await expect(confirmIdentity(error)).rejects.toBe(error);
  });
});
