import Typography from "@mui/material/Typography";
import { clockTime, exactTime } from "@/lib/time";

/** All that is said of a check that nobody asked for and that found nothing. */
export function CheckedAgain({ at }: { at: number }) {
  const when = new Date(at).toISOString();
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      Checked again in your browser,{" "}
      <time dateTime={when} title={exactTime(when)}>
        {clockTime(when)}
      </time>
    </Typography>
  );
}
