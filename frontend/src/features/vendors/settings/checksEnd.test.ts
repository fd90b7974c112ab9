import { describe, expect, it } from "vitest";
import { Problem } from "@/api/problem";
import { checksThatWouldEnd, consequences } from "./checksEnd";

describe("what a change of the profile ends", () => {
  it("is said with what it costs", () => {
    expect(consequences(["phone"], true)).toBe(
      "Changing the phone ends the phone check. Your badge goes until the new number is checked, and no new orders come in until then.",
    );
  });

  it("is said for each check, and without a badge none is lost", () => {
    expect(consequences(["business_registration", "address"], false)).toBe(
      "Changing the name ends the business registration check. Changing the address ends the address check. The badge then waits until all of it is checked.",
    );
  });

  it("leaves the badge alone where a pin leaves an approved location", () => {
    expect(consequences(["site_anchor"], true)).toBe(
      "Changing the pin ends the approved location. The badge stays.",
    );
  });

  it("is told from other refusals", () => {
    const refusal = new Problem(409, "checks_would_end", "No", [], { checks: ["phone"] });
    expect(checksThatWouldEnd(refusal)).toEqual(["phone"]);
    expect(checksThatWouldEnd(new Problem(409, "idempotency_key_reused", "No"))).toBeNull();
    expect(checksThatWouldEnd(new TypeError("offline"))).toBeNull();
  });
});
