import { describe, expect, it } from "vitest";
import { coverArt } from "./coverArt";
import { filtersFrom, paramsFrom } from "./filters";
import { openingWeek } from "./openingHours";

describe("filters in the address", () => {
  it("survive the way there and back", () => {
    const filters = {
      search: "bread",
      is_verified: true,
      min_rating: 4.5,
      near: "51.45,-2.58",
      radius_km: 2,
    };
    expect(filtersFrom(paramsFrom(filters))).toEqual(filters);
  });

  it("ignore nonsense", () => {
    expect(
      filtersFrom(new URLSearchParams("min_rating=abc&near=here&radius_km=5&is_verified=maybe&search=+")),
    ).toEqual({});
  });

  it("leave out what is off", () => {
    expect(paramsFrom({ search: "", is_verified: false, category: undefined }).toString()).toBe("");
  });
});

describe("opening hours", () => {
  const hours = [
    { weekday: 0, opens: "08:00:00", closes: "12:00:00" },
    { weekday: 0, opens: "14:00:00", closes: "18:00:00" },
  ];

  const at = (timezone: string) => ({ hours, timezone, special_days: [] });

  it("start on Monday, join a day's spans, name the days without", () => {
    const week = openingWeek(at("Europe/London"));
    expect(week.map(({ text }) => text)).toEqual(["08:00–12:00, 14:00–18:00", ...Array(6).fill("Closed")]);
  });

  it("take today from the vendor's zone, not the reader's", () => {
    const sundayEveningInLondon = Date.parse("2026-03-15T22:00:00Z");
    expect(openingWeek(at("Asia/Tokyo"), sundayEveningInLondon)[0]?.today).toBe(true);
    expect(openingWeek(at("Europe/London"), sundayEveningInLondon)[6]?.today).toBe(true);
  });
});

it("draws the same cover for the same vendor", () => {
  expect(coverArt("hearth-rye", "bakery")).toEqual(coverArt("hearth-rye", "bakery"));
});
