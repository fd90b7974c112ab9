import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ListChecks, ShieldAlert, ShieldCheck } from "lucide-react";
import { plural } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import type { Report } from "@/lib/ledger";
import { inDigits } from "@/lib/numbers";
import { clockTime, exactTime } from "@/lib/time";
import type { Finding } from "./finding";
import { PropertyList } from "./PropertyList";

interface Props {
  report: Report;
  finding: Finding;
  /** When it was checked, in ms. */
  at: number;
}

const LOOKS = {
  proven: { icon: ShieldCheck, ground: "brandSoft" },
  partly: { icon: ListChecks, ground: "infoSoft" },
  failed: { icon: ShieldAlert, ground: "errorSoft" },
} as const;

/** What a check found: a sentence, how much of it is proven, and then every point by itself. */
export function ResultView({ report, finding, at }: Props) {
  const { mood, title, count, rows } = finding;
  const { icon: Icon, ground } = LOOKS[mood];
  const when = new Date(at).toISOString();
  return (
    <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
      <Box
        sx={{
          display: "flex",
          gap: 2,
          p: 2,
          borderRadius: 4,
          bgcolor: `${ground}.main`,
          color: `${ground}.contrastText`,
          minWidth: 0,
        }}
      >
        <Box aria-hidden sx={{ lineHeight: 0, flexShrink: 0 }}>
          <Icon size={28} />
        </Box>
        <Box sx={{ minWidth: 0 }}>
          <Typography variant="h4" component="h3" sx={{ color: "text.primary", mb: 0.25 }}>
            {title}
          </Typography>
          <Typography variant="body2" sx={{ color: "text.primary" }}>
            {count}.
          </Typography>
          <Typography variant="body2" sx={{ mt: 0.75, overflowWrap: "anywhere" }}>
            {rich("Checked in your browser at {time} in {ms} ms.", {
              time: (
                <time dateTime={when} title={exactTime(when)}>
                  {clockTime(when)}
                </time>
              ),
              ms: inDigits(Math.max(1, Math.round(report.took))),
            })}
            {report.size > 0 &&
              ` ${plural("Signed by {origin}, a log of {count} entry.", "Signed by {origin}, a log of {count} entries.", report.size, { origin: report.origin })}`}
          </Typography>
        </Box>
      </Box>
      <PropertyList rows={rows} />
    </Box>
  );
}
