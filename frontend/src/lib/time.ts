const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "3 minutes ago", "in 20 minutes", "yesterday": how people say it. */
export function relativeTime(iso: string, now: number = Date.now(), locale?: string): string {
  const seconds = Math.round((new Date(iso).getTime() - now) / 1000);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const size = Math.abs(seconds);
  if (size < 45) return "just now";
  if (size < HOUR) return format.format(Math.round(seconds / MINUTE), "minute");
  if (size < DAY) return format.format(Math.round(seconds / HOUR), "hour");
  if (size < 30 * DAY) return format.format(Math.round(seconds / DAY), "day");
  return shortDate(iso, locale);
}

/** The exact moment in the reader's zone, named. */
export function exactTime(iso: string, timeZone?: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
    timeZone,
  }).format(new Date(iso));
}

/** "10:42" today, "12 Mar, 10:42" on another day. */
export function clockTime(iso: string, now: number = Date.now(), timeZone?: string, locale?: string): string {
  const date = new Date(iso);
  const time: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", timeZone };
  const sameDay = dayKey(date, timeZone) === dayKey(new Date(now), timeZone);
  const day: Intl.DateTimeFormatOptions = sameDay ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(locale, { ...day, ...time }).format(date);
}

export function shortDate(iso: string, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" }).format(
    new Date(iso),
  );
}

function dayKey(date: Date, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone }).format(date);
}
