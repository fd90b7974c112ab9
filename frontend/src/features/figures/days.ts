import { locale as here } from "@/lib/language/catalogue";
/** Which days, and beside which; days are written as "2026-11-28". */
export interface FigureDays {
  first: string;
  last: string;
  against: "before" | "week_before";
}

export const PRESETS = [
  ["today", "Today"],
  ["yesterday", "Yesterday"],
  ["week", "Last 7 days"],
  ["month", "Last 30 days"],
  ["custom", "Other days"],
] as const;
export type Preset = (typeof PRESETS)[number][0];

export const MOST_DAYS = 92;
const DAY_MS = 24 * 60 * 60_000;

/** The day it is in a zone. */
export const dayIn = (timeZone: string, now: number): string =>
  new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);

export function moved(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY_MS).toISOString().slice(0, 10);
}

export const spanOf = (first: string, last: string): number =>
  Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS) + 1;

const isDay = (text: string | null): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? "");

/** What a choice comes to, by the shop's own clock. */
export function daysOf(preset: Preset, query: URLSearchParams, today: string): FigureDays {
  const against = query.get("against") === "week_before" ? "week_before" : "before";
  const [first, last] = [query.get("first"), query.get("last")];
  if (preset === "custom" && isDay(first) && isDay(last)) return { first, last, against };
  const end = preset === "yesterday" ? moved(today, -1) : today;
  const length = { today: 1, yesterday: 1, week: 7, month: 30, custom: 7 }[preset];
  return { first: moved(end, 1 - length), last: end, against };
}

/** Why some days cannot be counted; null where they can. */
export function whyNot({ first, last }: FigureDays): string | null {
  if (last < first) return "The last day comes before the first.";
  return spanOf(first, last) > MOST_DAYS ? `At most ${MOST_DAYS} days at once.` : null;
}

/** "28 November" or "22 – 28 November". */
export function daysInWords(first: string, last: string, locale: string | undefined = here()): string {
  const format = new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  const [from, to] = [first, last].map((day) => new Date(`${day}T00:00:00Z`));
  return from && to ? format.formatRange(from, to) : "";
}
