import Box from "@mui/material/Box";
import { AlarmClock } from "lucide-react";
import type { Timer } from "@/api/types";
import { type Reader, type TimerNote, timerNotes } from "@/components/timers";
import { t } from "@/lib/language/catalogue";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

interface Props {
  timers: readonly Timer[];
  vendorName: string;
  reader: Reader;
}

/** What happens by itself where nobody does anything, and when: known before it happens, and said once it has. */
export function TimerNotes({ timers, vendorName, reader }: Props) {
  const notes = timerNotes(timers, vendorName, reader);
  if (notes.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t("What happens by itself")}
      sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 0.75 }}
    >
      {notes.map((note) => (
        <Note key={note.kind} note={note} />
      ))}
    </Box>
  );
}

function Note({ note: { before, iso, after, tone } }: { note: TimerNote }) {
  const now = useNow();
  const comes = Date.parse(iso) > now;
  return (
    <Box
      component="li"
      sx={{
        display: "flex",
        gap: 1,
        fontSize: "0.9375rem",
        fontWeight: tone === "urgent" ? 600 : 400,
        color: tone === "urgent" ? "error.main" : "text.secondary",
        // Digits of one width, so that a time that changes moves nothing
        fontVariantNumeric: "tabular-nums",
      }}
    >
      <Box component="span" aria-hidden sx={{ lineHeight: 0, pt: "3px", flexShrink: 0 }}>
        <AlarmClock size={16} />
      </Box>
      <Box component="span" sx={{ minWidth: 0, overflowWrap: "anywhere" }}>
        {before}
        <time dateTime={iso} title={exactTime(iso)}>
          <strong>{clockTime(iso, now)}</strong>
          {comes && ` (${relativeTime(iso, now)})`}
        </time>
        {after}
      </Box>
    </Box>
  );
}
