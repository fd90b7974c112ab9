import { describe, expect, it } from "vitest";
import { countries, languagesOf, likelyCountry, timeZonesOf } from "./regions";

describe("regions", () => {
  it("names every country once, in order", () => {
    const all = countries();
    expect(all).toContainEqual(["PT", "Portugal"]);
    expect(all).toHaveLength(249);
    expect(new Set(all.map(([, name]) => name)).size).toBe(249);
  });

  it("takes the country from the reader's languages, where one says it", () => {
    expect(likelyCountry(["pt", "pt-BR", "en-US"])).toBe("BR");
    expect(likelyCountry(["en"])).toBe("GB");
  });

  it("offers the country's zones, the one that is set and this machine's", () => {
    const zones = timeZonesOf("PT", "Europe/London").map(([zone]) => zone);
    expect(zones).toEqual(expect.arrayContaining(["Atlantic/Azores", "Europe/Lisbon", "Europe/London"]));
    expect(zones).not.toContain("Asia/Tokyo");
    expect(zones).toContain(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  });

  it("names languages", () => {
    expect(languagesOf(["pt", "de"])).toEqual([
      ["de", "German"],
      ["pt", "Portuguese"],
    ]);
  });
});
