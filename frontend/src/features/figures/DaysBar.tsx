import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { Download } from "lucide-react";
import { NativeSelect } from "@/components/NativeSelect";
import { ToggleChip } from "@/components/ToggleChip";
import { PRESETS, spanOf, whyNot } from "./days";
import { fileUrl } from "./queries";
import type { ChosenDays } from "./useDays";

const AGAINST = {
  day: [
    ["before", "Beside the day before"],
    ["week_before", "Beside the same day last week"],
  ],
  days: [
    ["before", "Beside the days right before"],
    ["week_before", "Beside the same weekdays before"],
  ],
} as const;

/** Which days, beside which, and the same as a file. */
export function DaysBar({ slug, preset, days, today, change }: ChosenDays & { slug: string }) {
  const number = spanOf(days.first, days.last);
  return (
    <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center", mb: 2 }}>
      <Box role="group" aria-label="Days" sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
        {PRESETS.map(([key, title]) => (
          <ToggleChip key={key} pressed={preset === key} onChange={() => change({ preset: key })}>
            {title}
          </ToggleChip>
        ))}
      </Box>
      {preset === "custom" && (
        <Box sx={{ display: "flex", gap: 1, flex: { xs: "1 1 100%", sm: "0 1 auto" } }}>
          {(["first", "last"] as const).map((end) => (
            <TextField
              key={end}
              label={end === "first" ? "First day" : "Last day"}
              type="date"
              size="small"
              value={days[end]}
              onChange={(event) => event.target.value && change({ [end]: event.target.value })}
              slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: today } }}
              sx={{ flex: 1 }}
            />
          ))}
        </Box>
      )}
      <NativeSelect
        label="Compared with"
        value={days.against}
        options={number === 1 ? AGAINST.day : AGAINST.days}
        onChange={(against) => change({ against })}
      />
      {whyNot(days) === null && (
        <Box sx={{ display: "flex", ml: { md: "auto" } }}>
          {(["csv", "pdf"] as const).map((kind) => (
            <Button
              key={kind}
              href={fileUrl(slug, days, kind)}
              download
              startIcon={<Download size={18} />}
              sx={{ minHeight: 44 }}
            >
              {kind.toUpperCase()}
            </Button>
          ))}
        </Box>
      )}
    </Box>
  );
}
