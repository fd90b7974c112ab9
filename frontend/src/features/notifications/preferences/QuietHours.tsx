import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import FormControlLabel from "@mui/material/FormControlLabel";
import Switch from "@mui/material/Switch";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useState } from "react";
import type { Preferences } from "@/api/types";
import { t } from "@/lib/language/catalogue";

type Hours = Preferences["quiet_hours"];
const NIGHT = { from: "22:00", until: "07:00" };

interface Props {
  value: Hours;
  onChange: (hours: Hours) => void;
}

/** When nobody wants to be disturbed. Two times make one change, so they have a button of their own. */
export function QuietHours({ value, onChange }: Props) {
  const [hours, setHours] = useState(value ?? NIGHT);
  const isChanged = value !== null && (hours.from !== value.from || hours.until !== value.until);
  const isPossible = Boolean(hours.from && hours.until && hours.from !== hours.until);
  return (
    <Box role="group" aria-label={t("Quiet hours")}>
      <FormControlLabel
        sx={{ minHeight: 44 }}
        label={t("Quiet hours")}
        control={<Switch checked={value !== null} onChange={(_event, on) => onChange(on ? NIGHT : null)} />}
      />
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {t(
          "What can wait comes when they end, on the clock of your time zone. Orders and security come at once.",
        )}
      </Typography>
      {value && (
        <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, mt: 2, alignItems: "center" }}>
          {(["from", "until"] as const).map((end) => (
            <TextField
              key={end}
              type="time"
              label={end === "from" ? t("From") : t("Until")}
              value={hours[end]}
              onChange={({ target }) => setHours({ ...hours, [end]: target.value })}
              slotProps={{ inputLabel: { shrink: true } }}
              sx={{ width: 140 }}
            />
          ))}
          {isChanged && (
            <Button variant="contained" disabled={!isPossible} onClick={() => onChange(hours)}>
              {t("Save quiet hours")}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}
