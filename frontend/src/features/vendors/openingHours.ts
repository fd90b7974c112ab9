import type { VendorProfile } from "@/api/types";

export interface DayHours {
  day: string;
  text: string;
  today: boolean;
}

/** A Monday, so that weekday 0 of the API is Monday in every language. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function weekdayIn(timeZone: string, now: number): number {
  const short = new Intl.DateTimeFormat("en", { weekday: "short", timeZone }).format(now);
  return ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].indexOf(short);
}

/** The names of the days in the reader's language, Monday first. */
export const weekdays = (): string[] =>
  Array.from({ length: 7 }, (_, weekday) =>
    new Intl.DateTimeFormat(undefined, { weekday: "long", timeZone: "UTC" }).format(
      MONDAY + weekday * DAY_MS,
    ),
  );

/** The week as people read it, in the vendor's own zone: Monday first, a day without hours is "Closed". */
export function openingWeek(hours: VendorProfile["hours"], timeZone: string, now = Date.now()): DayHours[] {
  const today = weekdayIn(timeZone, now);
  return weekdays().map((day, weekday) => ({
    day,
    text:
      hours
        .filter((each) => each.weekday === weekday)
        .map(({ opens, closes }) => `${opens.slice(0, 5)}–${closes.slice(0, 5)}`)
        .join(", ") || "Closed",
    today: weekday === today,
  }));
}
