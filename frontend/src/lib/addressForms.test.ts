import { describe, expect, it } from "vitest";
import { addressComplaints, addressForm, addressInShort, emptyAddress } from "./addressForms";

const home = { ...emptyAddress("GB"), line1: "12 Mill Street", city: "Bristol", postcode: "bs1 4dj" };

describe("addresses by country", () => {
  it("asks for what letters there need, in the words of the place", () => {
    expect(addressForm("US")).toMatchObject({ postcode: { label: "ZIP code" }, region: { label: "State" } });
    expect(addressComplaints({ ...home, country: "US" })).toEqual([
      ["region", "Enter the state"],
      ["postcode", "Enter a ZIP code like 94107"],
    ]);
  });

  it("asks for no postcode where there is none", () => {
    expect(addressComplaints({ ...home, country: "HK", postcode: "" })).toEqual([]);
    expect(addressComplaints({ ...home, country: "SE", postcode: "" })).toEqual([
      ["postcode", "Enter the postcode"],
    ]);
  });

  it("takes a postcode however it is spaced and cased", () => {
    for (const postcode of ["BS14DJ", "bs1 4dj", "BS1  4DJ"])
      expect(addressComplaints({ ...home, postcode })).toEqual([]);
    expect(addressComplaints({ ...home, postcode: "Bristol" })).toEqual([
      ["postcode", "Enter a postcode like BS1 4DJ"],
    ]);
  });

  it("says what is missing, first things first", () => {
    expect(addressComplaints(emptyAddress("GB")).map(([field]) => field)).toEqual([
      "line1",
      "city",
      "postcode",
    ]);
  });

  it("fits on a line", () => {
    expect(addressInShort(home)).toBe("12 Mill Street, Bristol bs1 4dj");
  });
});
