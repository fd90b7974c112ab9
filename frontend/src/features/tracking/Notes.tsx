import { AlarmClock } from "lucide-react";
import type { Tracking } from "@/api/types";
import { timerNotes } from "@/components/timers";
import { t } from "@/lib/language/catalogue";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

/** What happens by itself where nobody does anything, and when: known before it happens, and said once it has. */
export function Notes({ tracking: { timers, vendor } }: { tracking: Tracking }) {
  const now = useNow();
  const notes = timerNotes(timers, vendor.name, "follower");
  if (notes.length === 0) return null;
  return (
    <ul className="happens" aria-label={t("What happens by itself")}>
      {notes.map(({ kind, before, iso, after, tone }) => (
        <li key={kind} data-tone={tone}>
          <AlarmClock size={16} aria-hidden="true" />
          <span>
            {before}
            <time dateTime={iso} title={exactTime(iso)}>
              <strong>{clockTime(iso, now)}</strong>
              {Date.parse(iso) > now && ` (${relativeTime(iso, now)})`}
            </time>
            {after}
          </span>
        </li>
      ))}
    </ul>
  );
}
