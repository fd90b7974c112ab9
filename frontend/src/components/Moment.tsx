import Box from "@mui/material/Box";
import { exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

/** How long ago; the exact time in the reader's zone on hover, and for a screen reader in `datetime`. */
export function Moment({ iso }: { iso: string }) {
  const now = useNow();
  return (
    <Box component="time" dateTime={iso} title={exactTime(iso)} sx={{ whiteSpace: "nowrap" }}>
      {relativeTime(iso, now)}
    </Box>
  );
}
