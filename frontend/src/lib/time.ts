import { locale as here, t } from "./language/catalogue";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 minutes ago", "in 20 minutes", "yesterday": how people say it. */
export function relativeTime(
  iso: string,
  now: number = Date.now(),
  locale: string | undefined = here(),
): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const size = Math.abs(seconds);
  if (size < 45) return t("just now");
  if (size < HOUR) return format.format(Math.round(seconds / MINUTE), "minute");
  if (size < DAY) return format.format(Math.round(seconds / HOUR), "hour");
  if (size < 30 * DAY) return format.format(Math.round(seconds / DAY), "day");
  return shortDate(iso, locale);
}

/** "40 seconds", "5 minutes": how long to wait, rounded up. */
export function duration(seconds: number, locale: string | undefined = here()): string {
  const [amount, unit] =
    seconds < 90 ? [Math.ceil(seconds), "second"] : [Math.ceil(seconds / MINUTE), "minute"];
  return new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount);
}

/** The exact moment in the reader's zone, named. */
export function exactTime(iso: string, timeZone?: string, locale: string | undefined = here()): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "long", timeZone }).format(
    new Date(iso),
  );
}

/** "10:42" today, "12 Mar, 10:42" on another day. */
export function clockTime(
  iso: string,
  now: number = Date.now(),
  timeZone?: string,
  locale: string | undefined = here(),
): string {
  const date = new Date(iso);
  const time = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(date);
  if (dayKey(date, timeZone) === dayKey(new Date(now), timeZone)) return time;
  const day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone }).format(date);
  return `${day}, ${time}`;
}

export function shortDate(iso: string, locale: string | undefined = here()): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(iso),
  );
}

function dayKey(date: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(date);
}
