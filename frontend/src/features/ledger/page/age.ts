import { locale as here } from "@/lib/language/catalogue";
import { relativeTime } from "@/lib/time";

/** How old something of the log is: seconds matter here, where other pages say "just now". */
export function ageOf(iso: string, now: number, locale: string | undefined = here()): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds >= 60) return relativeTime(iso, now, locale);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(-seconds, "second");
}
