import Box from "@mui/material/Box";
import { AlarmClock } from "lucide-react";
import { clockTime, exactTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

/** The time that was promised; loud once it has passed. */
export function DueTime({ iso }: { iso: string }) {
  const now = useNow();
  const late = Date.parse(iso) < now;
  return (
    <Box
      component="time"
      dateTime={iso}
      title={exactTime(iso)}
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.5,
        mt: 0.5,
        fontSize: "0.875rem",
        fontWeight: 600,
        color: late ? "error.main" : "text.secondary",
      }}
    >
      <AlarmClock size={15} aria-hidden />
      {late ? "Was due" : "Due"} {clockTime(iso, now)}
    </Box>
  );
}
