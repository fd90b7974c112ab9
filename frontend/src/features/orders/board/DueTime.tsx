import Box from "@mui/material/Box";
import { AlarmClock, TriangleAlert } from "lucide-react";
import { clockTime, exactTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";
import type { BoardOrder } from "./groups";
import { promisedOf } from "./lateness";

const LOOK = {
  calm: { color: "text.secondary" },
  soon: { px: 1, borderRadius: 2, bgcolor: "accentSoft.main", color: "accentSoft.contrastText" },
  late: { px: 1, borderRadius: 2, bgcolor: "errorSoft.main", color: "errorSoft.contrastText" },
} as const;

/** The time that was promised and what is left of it; louder as it runs out. */
export function DueTime({ of }: { of: BoardOrder }) {
  const now = useNow();
  const promised = promisedOf(of, now);
  if (!promised) return null;
  const { iso, tone, words } = promised;
  const Icon = tone === "late" ? TriangleAlert : AlarmClock;
  return (
    <Box
      component="time"
      dateTime={iso}
      title={exactTime(iso)}
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.5,
        py: 0.25,
        fontSize: "0.875rem",
        fontWeight: 600,
        fontVariantNumeric: "tabular-nums",
        ...LOOK[tone],
      }}
    >
      <Icon size={15} aria-hidden />
      {tone === "late" ? "Was due" : "Due"} {clockTime(iso, now)} · {words}
    </Box>
  );
}
