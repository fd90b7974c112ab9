import { type ReactNode, useState } from "react";
import type { Tracking, TrackingEntry } from "@/api/types";
import { statusTone } from "@/components/statusTone";
import { t } from "@/lib/language/catalogue";
import { said } from "@/lib/language/said";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

const WHO = (): Record<string, string> => ({ customer: t("Customer"), platform: "TrustTrack" });
const APART_MS = 60_000;

function happenedAt({ claimed_at, recorded_at }: TrackingEntry): string {
  return Math.abs(Date.parse(claimed_at) - Date.parse(recorded_at)) > APART_MS ? claimed_at : recorded_at;
}

interface Props {
  tracking: Tracking;
  /** What else there is to say of an entry, below its words. */
  markOf: (entry: TrackingEntry) => ReactNode;
}

/** What happened, newest first. */
export function History({ tracking: { entries, vendor }, markOf }: Props) {
  const now = useNow();
  return (
    <ol className="timeline" aria-label={t("What happened")}>
      {entries.toReversed().map((entry) => (
        <Row
          key={entry.sequence}
          entry={entry}
          now={now}
          vendor={vendor}
          who={entry.actor_role === "vendor" ? vendor.name : (WHO()[entry.actor_role] ?? "")}
          mark={markOf(entry)}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  entry: TrackingEntry;
  now: number;
  vendor: Tracking["vendor"];
  who: string;
  mark: ReactNode;
}

function Row({ entry, now, vendor, who, mark }: RowProps) {
  const Icon = statusTone(entry.status).icon;
  const at = happenedAt(entry);
  const label = said(entry.label, { vendor: vendor.name });
  const words = [entry.reason, entry.note].filter(Boolean).join(" · ");
  return (
    <li className="row" data-status={entry.status}>
      <span className="row-dot" aria-hidden="true">
        <Icon size={19} />
      </span>
      <div className="row-words">
        <p className="row-label">{label}</p>
        <p className="row-when">
          <When iso={at} now={now} />
          {who && !label.includes(who) && ` · ${who}`}
        </p>
        {at !== entry.recorded_at && (
          <p className="row-when">
            {t("Time told by the vendor; recorded {time}", { time: exactTime(entry.recorded_at) })}
          </p>
        )}
        {words && <p className="quote">{words}</p>}
        {mark}
      </div>
    </li>
  );
}

/** When, as people say it; the exact moment under the pointer, or after a tap. */
function When({ iso, now }: { iso: string; now: number }) {
  const [exact, setExact] = useState(false);
  return (
    <button
      type="button"
      className="when"
      aria-pressed={exact}
      title={exactTime(iso)}
      onClick={() => setExact(!exact)}
    >
      <time dateTime={iso}>
        <span className="screen">
          {exact ? exactTime(iso) : `${clockTime(iso, now)} · ${relativeTime(iso, now)}`}
        </span>
        <span className="paper" aria-hidden="true">
          {exactTime(iso)}
        </span>
      </time>
    </button>
  );
}
