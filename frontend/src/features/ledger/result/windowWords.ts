import { t } from "@/lib/language/catalogue";
import { clockTime, exactTime } from "@/lib/time";

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

interface Seen {
  after: number | null;
  by: number | null;
}

/**
 * Between which moments an entry was recorded. Witnesses say this, not our clock: their signatures before and after it
 * enclose it. Null where no witness has seen it yet.
 */
export function windowWords({ after, by }: Seen, now: number): string | null {
  if (by === null) return null;
  if (after === null) return t("recorded before {time}", { time: clockTime(iso(by), now) });
  const from = clockTime(iso(after), now);
  // The day is said once.
  const until = clockTime(iso(by), after * 1000);
  if (from.endsWith(until))
    return t("recorded within {seconds} s, around {from}", { seconds: Math.max(1, by - after), from });
  return t("recorded between {from} and {until}", { from, until });
}

/** The same to the second. */
export const exactWindow = ({ after, by }: Seen): string =>
  [
    after === null ? "" : t("after {time}", { time: exactTime(iso(after)) }),
    by === null ? "" : t("by {time}", { time: exactTime(iso(by)) }),
  ]
    .filter(Boolean)
    .join(", ");
