import { locale as here, t } from "@/lib/language/catalogue";

const SOON_MS = 60 * 60_000;

interface Opening {
  open_now: boolean;
  opening_changes_at: string | null;
  timezone?: string;
}

/** "Open until 17:00", "Closes soon, 17:00", "Opens 08:00 tomorrow": by the vendor's clock, where the shop is. */
export function openingWords(vendor: Opening, now: number, locale: string | undefined = here()): string {
  const { open_now: isOpen, opening_changes_at: at, timezone: timeZone } = vendor;
  if (!at) return isOpen ? t("Open now") : t("Closed");
  const changes = new Date(at).getTime();
  // The page may have lain open since: then what was said is past, and nothing more is known.
  if (changes <= now) return isOpen ? t("Closed") : t("Open now");
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone }).format(changes);
  if (isOpen) {
    if (changes - now <= SOON_MS) return t("Closes soon, {clock}", { clock });
    return daysBetween(now, changes, timeZone) > 1 ? t("Open now") : t("Open until {clock}", { clock });
  }
  const days = daysBetween(now, changes, timeZone);
  if (days === 0)
    return changes - now <= SOON_MS ? t("Opens soon, {clock}", { clock }) : t("Opens {clock}", { clock });
  if (days === 1) return t("Opens {clock} tomorrow", { clock });
  const day = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone }).format(changes);
  return t("Opens {day} {clock}", { day, clock });
}

const DAY_MS = 86_400_000;

function daysBetween(from: number, to: number, timeZone: string | undefined): number {
  const dateOf = (moment: number): number => {
    const parts = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", timeZone }).format(moment);
    return Date.parse(`${parts}T00:00:00Z`);
  };
  return Math.round((dateOf(to) - dateOf(from)) / DAY_MS);
}
