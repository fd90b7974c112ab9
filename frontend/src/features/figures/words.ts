import type { components } from "@/api/schema";
import { locale as here } from "@/lib/language/catalogue";

export type Figure = components["schemas"]["FigureOutput"];
export type Figures = components["schemas"]["FiguresOutput"];
export type Bucket = components["schemas"]["BucketOutput"];

export function secondsInWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A figure as people say it; a dash where there is nothing to count. */
export function inWords(
  value: number | null,
  unit: Figure["unit"],
  locale: string | undefined = here(),
): string {
  if (value === null) return "–";
  if (unit === "seconds") return secondsInWords(value);
  if (unit === "share") return new Intl.NumberFormat(locale, { style: "percent" }).format(value);
  return new Intl.NumberFormat(locale, { maximumFractionDigits: unit === "stars" ? 2 : 0 }).format(value);
}

export interface Change {
  words: string;
  tone: "better" | "worse" | "same";
}

/** Of these, less is better. */
const LESS_IS_BETTER = new Set(["refused", "accept_median", "accept_p90", "ready_median", "ready_p90"]);

/** "12 % more than before"; null where one side has nothing to compare. */
export function changeOf(
  key: string,
  value: number | null,
  before: number | null,
  locale: string | undefined = here(),
): Change | null {
  if (value === null || before === null || before === 0) return null;
  const share = (value - before) / before;
  if (Math.abs(share) < 0.005) return { words: "as before", tone: "same" };
  const size = new Intl.NumberFormat(locale, { style: "percent" }).format(Math.abs(share));
  const grows = share > 0;
  const tone = grows === LESS_IS_BETTER.has(key) ? "worse" : "better";
  return { words: `${size} ${grows ? "more" : "less"} than before`, tone };
}

/** "Sat 28" for a day, "14:00" for an hour. */
export function bucketName(bucket: string, locale: string | undefined = here()): string {
  if (!bucket.includes("-")) return bucket;
  const format = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${bucket}T00:00:00Z`));
}
