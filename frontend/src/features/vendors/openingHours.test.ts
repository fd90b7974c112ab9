import { expect, it } from "vitest";
import { openingWeek, specialDaysAhead } from "./openingHours";

const FRIDAY = Date.parse("2026-12-25T10:00:00Z");
const shop = {
  timezone: "Europe/London",
  hours: [{ weekday: 4, opens: "09:00:00", closes: "17:00:00" }],
  special_days: [
    { day: "2026-12-31", opens: "10:00", closes: "12:00" },
    { day: "2026-12-31", opens: "13:00", closes: "14:00" },
    { day: "2026-12-25", opens: null, closes: null },
    { day: "2026-12-24", opens: null, closes: null },
  ],
};
const today = (now: number) => openingWeek(shop, now).find((day) => day.today)?.text;

it("says of today what holds today", () => {
  expect(today(FRIDAY)).toBe("Closed");
  expect(today(FRIDAY - 7 * 86_400_000)).toBe("09:00–17:00");
});

it("tells the days ahead with hours of their own", () => {
  expect(specialDaysAhead(shop, FRIDAY).map(({ text, today }) => [text, today])).toEqual([
    ["Closed", true],
    ["10:00–12:00, 13:00–14:00", false],
  ]);
});
