import { describe, expect, it } from "vitest";
import { isFiltered, reviewFiltersFrom } from "./reviewFilters";

describe("filters of reviews in the address", () => {
  it.each([
    ["", {}],
    ["rating=4&with_photos=true&search= crust ", { rating: 4, with_photos: true, search: "crust" }],
    ["ordering=helpful&with_words=true", { ordering: "helpful", with_words: true }],
    ["rating=9&ordering=best&with_photos=yes&search=", {}],
    ["ordering=newest", {}],
  ])("%s", (address, filters) => {
    expect(reviewFiltersFrom(new URLSearchParams(address))).toEqual(filters);
  });

  it("an order leaves nothing out", () => {
    expect(isFiltered({ ordering: "lowest" })).toBe(false);
    expect(isFiltered({ rating: 2 })).toBe(true);
  });
});
