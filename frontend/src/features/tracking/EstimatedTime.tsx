import Typography from "@mui/material/Typography";
import { clockTime, exactTime, relativeTime } from "@/lib/time";
import { useNow } from "@/lib/useNow";

interface Props {
  iso: string | null;
  fulfilment: "pickup" | "delivery";
}

export function EstimatedTime({ iso, fulfilment }: Props) {
  const now = useNow();
  if (!iso) return null;
  const late = Date.parse(iso) < now;
  const what = fulfilment === "delivery" ? "Expected" : "Ready";
  return (
    <Typography sx={{ mt: 2, fontSize: "1.125rem" }}>
      {late ? "Was expected at " : `${what} about `}
      <time dateTime={iso} title={exactTime(iso)}>
        <strong>{clockTime(iso, now)}</strong>
        {!late && `, ${relativeTime(iso, now)}`}
      </time>
    </Typography>
  );
}
