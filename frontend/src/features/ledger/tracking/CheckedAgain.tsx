import Typography from "@mui/material/Typography";
import { rich } from "@/lib/language/rich";
import { clockTime, exactTime } from "@/lib/time";

/** All that is said of a check that nobody asked for and that found nothing. */
export function CheckedAgain({ at }: { at: number }) {
  const when = new Date(at).toISOString();
  return (
    <Typography variant="body2" sx={{ color: "text.secondary" }}>
      {rich("Checked again in your browser, {time}", {
        time: (
          <time dateTime={when} title={exactTime(when)}>
            {clockTime(when)}
          </time>
        ),
      })}
    </Typography>
  );
}
