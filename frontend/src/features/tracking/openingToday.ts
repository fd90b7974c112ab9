import type { Tracking } from "@/api/types";
import { locale, t } from "@/lib/language/catalogue";

type Vendor = Pick<Tracking["vendor"], "hours" | "timezone">;

const dayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(
    now,
  );

const weekday = (day: string): string =>
  new Intl.DateTimeFormat(locale() ?? "en-GB", { weekday: "long", timeZone: "UTC" }).format(
    Date.parse(`${day}T00:00:00Z`),
  );

const spansOf = (spans: Vendor["hours"][number]["spans"]): string =>
  spans.map(({ opens, closes }) => t("{opens} to {closes}", { opens, closes })).join(", ");

/** "Open today 08:00 to 18:00", by the vendor's own day; where today is closed, also when it opens next. */
export function openingToday({ hours, timezone }: Vendor, now: number): string {
  const today = dayIn(timezone, now);
  const ahead = hours.filter(({ day }) => day >= today);
  const [first, ...later] = ahead;
  if (!first || first.day !== today) return "";
  if (first.spans.length > 0) return t("Open today {hours}", { hours: spansOf(first.spans) });
  const next = later.find(({ spans }) => spans.length > 0);
  return next
    ? t("Closed today, open {day} {hours}", {
        day: weekday(next.day),
        hours: spansOf(next.spans),
      })
    : t("Closed today");
}

/** Its next days, one line each. */
export const openingDays = ({ hours }: Vendor): { day: string; words: string }[] =>
  hours.map(({ day, spans }) => ({ day: weekday(day), words: spansOf(spans) || t("Closed") }));
