import { describe, expect, it } from "vitest";
import { clockTime, duration, exactTime, relativeTime } from "./time";

const NOW = Date.parse("2026-03-12T10:42:00Z");

describe("time", () => {
  it.each([
    ["2026-03-12T10:41:40Z", "just now"],
    ["2026-03-12T10:39:00Z", "3 minutes ago"],
    ["2026-03-12T11:02:00Z", "in 20 minutes"],
    ["2026-03-12T07:42:00Z", "3 hours ago"],
    ["2026-03-11T10:42:00Z", "yesterday"],
    ["2025-12-24T10:42:00Z", "24 Dec 2025"],
  ])("says %s as %s", (iso, words) => {
    expect(relativeTime(iso, NOW, "en-GB")).toBe(words);
  });

  it("gives the exact time in the reader's zone, and names the zone", () => {
    const text = exactTime("2026-03-12T23:30:00Z", "Asia/Tokyo", "en-GB");
    expect(text).toContain("13 Mar 2026");
    expect(text).toContain("08:30:00");
    expect(text).toContain("GMT+9");
  });

  it("leaves the day out today, by the reader's own midnight", () => {
    expect(clockTime("2026-03-12T08:05:00Z", NOW, "UTC", "en-GB")).toBe("08:05");
    expect(clockTime("2026-03-11T08:05:00Z", NOW, "UTC", "en-GB")).toBe("11 Mar, 08:05");
    expect(clockTime("2026-03-11T16:00:00Z", NOW, "Asia/Tokyo", "en-GB")).toBe("01:00");
  });
});

describe("duration", () => {
  it("is rounded up, in the unit that people would use", () => {
    expect(duration(40, "en")).toBe("40 seconds");
    expect(duration(91, "en")).toBe("2 minutes");
    expect(duration(300, "en")).toBe("5 minutes");
  });
});
