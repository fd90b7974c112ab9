import type { VendorProfile } from "@/api/types";
import { locale, t } from "@/lib/language/catalogue";

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
    new Intl.DateTimeFormat(locale(), { weekday: "long", timeZone: "UTC" }).format(MONDAY + weekday * DAY_MS),
  );

interface Span {
  opens: string | null;
  closes: string | null;
}

/** "09:00–12:00, 13:00–17:00"; without hours "Closed". */
const spansText = (spans: readonly Span[]): string =>
  spans
    .flatMap(({ opens, closes }) => (opens && closes ? [`${opens.slice(0, 5)}–${closes.slice(0, 5)}`] : []))
    .join(", ") || t("Closed");

/** The date in a zone, as the API writes it: 2026-12-25. */
export const dateIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(now);

/** The week as people read it, in the vendor's own zone: Monday first, a day without hours is "Closed". */
export function openingWeek(
  {
    hours,
    special_days,
    timezone: timeZone = "Europe/London",
  }: Pick<VendorProfile, "hours" | "special_days" | "timezone">,
  now = Date.now(),
): DayHours[] {
  const today = weekdayIn(timeZone, now);
  const date = dateIn(timeZone, now);
  const special = special_days.filter(({ day }) => day === date);
  return weekdays().map((day, weekday) => ({
    day,
    text: spansText(
      weekday === today && special.length ? special : hours.filter((each) => each.weekday === weekday),
    ),
    today: weekday === today,
  }));
}

/** The days ahead with hours of their own, today among them: the nearest first. */
export function specialDaysAhead(
  { special_days, timezone = "Europe/London" }: Pick<VendorProfile, "special_days" | "timezone">,
  now = Date.now(),
): DayHours[] {
  const today = dateIn(timezone, now);
  const days = [...new Set(special_days.map(({ day }) => day))].filter((day) => day >= today).sort();
  const words = new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeZone: "UTC" });
  return days.map((date) => ({
    day: words.format(Date.parse(`${date}T00:00:00Z`)),
    text: spansText(special_days.filter(({ day }) => day === date)),
    today: date === today,
  }));
}
