import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { t } from "@/lib/language/catalogue";
import { said } from "@/lib/language/said";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import { statusTone } from "./statusTone";

export interface TimelineEntry {
  sequence: number;
  status: string;
  label: string;
  note: string;
  reason?: string;
  actor_role: string;
  actor_name?: string | null;
  recorded_at: string;
  claimed_at?: string | null;
}

const WHO = (): Record<string, string> => ({
  customer: t("Customer"),
  vendor: t("Vendor"),
  platform: "TrustTrack",
});
const APART_MS = 60_000;

function happenedAt({ claimed_at, recorded_at }: TimelineEntry): string {
  if (!claimed_at) return recorded_at;
  return Math.abs(Date.parse(claimed_at) - Date.parse(recorded_at)) > APART_MS ? claimed_at : recorded_at;
}

interface Props<T extends TimelineEntry> {
  entries: T[];
  vendorName?: string;
  /** What else there is to say of an entry, below its words. */
  markOf?: (entry: T) => ReactNode;
}

/** What happened, newest first, each with the exact time in the reader's zone. */
export function Timeline<T extends TimelineEntry>({ entries, vendorName, markOf }: Props<T>) {
  const now = useNow();
  const newestFirst = entries.toReversed();
  return (
    <Box component="ol" aria-label={t("What happened")} sx={{ listStyle: "none", p: 0, m: 0 }}>
      {newestFirst.map((entry, index) => (
        <Row
          key={entry.sequence}
          entry={entry}
          now={now}
          vendorName={vendorName}
          latest={index === 0}
          last={index === newestFirst.length - 1}
          mark={markOf?.(entry)}
          who={
            entry.actor_name || (entry.actor_role === "vendor" && vendorName) || WHO()[entry.actor_role] || ""
          }
        />
      ))}
    </Box>
  );
}

interface RowProps {
  entry: TimelineEntry;
  now: number;
  vendorName?: string;
  latest: boolean;
  last: boolean;
  who: string;
  mark?: ReactNode;
}

function Row({ entry, now, vendorName = "", latest, last, who, mark }: RowProps) {
  const { background, colour, icon: Icon } = statusTone(entry.status);
  const at = happenedAt(entry);
  const label = said(entry.label, { vendor: vendorName });
  return (
    <Box component="li" sx={{ display: "flex", gap: 2, pb: last ? 0 : 2.5, position: "relative" }}>
      {!last && (
        <Box
          aria-hidden
          sx={{ position: "absolute", left: 19, top: 44, bottom: 4, width: 2, bgcolor: "divider" }}
        />
      )}
      <Box
        aria-hidden
        sx={{
          width: 40,
          height: 40,
          flexShrink: 0,
          borderRadius: "50%",
          display: "grid",
          placeItems: "center",
          bgcolor: background,
          color: colour,
        }}
      >
        <Icon size={19} />
      </Box>
      <Box sx={{ minWidth: 0, flex: 1, pt: 0.25 }}>
        <Typography sx={{ fontWeight: latest ? 700 : 600, lineHeight: 1.35 }}>{label}</Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          <Box component="time" dateTime={at} title={exactTime(at)} sx={{ whiteSpace: "nowrap" }}>
            {clockTime(at, now)} · {relativeTime(at, now)}
          </Box>
          {who && !label.includes(who) && <span> · {who}</span>}
        </Typography>
        {at !== entry.recorded_at && (
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {t("Time told by the vendor; recorded {time}", { time: exactTime(entry.recorded_at) })}
          </Typography>
        )}
        {(entry.reason || entry.note) && (
          <Typography
            variant="body2"
            sx={{
              mt: 0.75,
              px: 1.5,
              py: 1,
              borderRadius: 2,
              bgcolor: "neutralSoft.main",
              color: "text.primary",
              overflowWrap: "anywhere",
            }}
          >
            {[entry.reason, entry.note].filter(Boolean).join(" · ")}
          </Typography>
        )}
        {mark}
      </Box>
    </Box>
  );
}
