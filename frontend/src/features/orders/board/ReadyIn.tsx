import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import { type ChangeEvent, useState } from "react";
import { clockTime } from "@/lib/time";

const MINUTES = [5, 10, 15, 30, 45];
/** So long the move waits while somebody sets a time by hand. */
const SETTING_MS = 60_000;
const DAY_MS = 24 * 60 * 60_000;
const OUTLINE = "color-mix(in srgb, currentColor 35%, transparent)";

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** "14:30" as the next moment at which this device's clock shows it. */
export function nextAt(clock: string, now: number = Date.now()): string | undefined {
  const [hours, minutes] = clock.split(":").map(Number);
  if (hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return undefined;
  const at = new Date(now).setHours(hours, minutes, 0, 0);
  return new Date(at > now ? at : at + DAY_MS).toISOString();
}

interface Props {
  name: string;
  chosen: string | undefined;
  onChoose: (readyAt: string | undefined, holdMs?: number) => void;
}

/** An optional promise: the move is sent without it as well. */
export function ReadyIn({ name, chosen, onChoose }: Props) {
  const [preset, setPreset] = useState<number | null>(null);
  return (
    <Box
      role="group"
      aria-label={`When will ${name} be there?`}
      sx={{ px: 2.5, pb: 1.5, fontSize: "0.875rem" }}
    >
      {chosen ? `Promised for ${clockTime(chosen)}` : "Promise a time: minutes from now, or exactly"}
      <Box sx={{ display: "flex", flexWrap: "wrap", alignItems: "center", gap: 0.75, mt: 0.5 }}>
        {MINUTES.map((minutes) => (
          <ButtonBase
            key={minutes}
            aria-label={`In ${minutes} minutes`}
            aria-pressed={preset === minutes}
            onClick={() => {
              setPreset(minutes);
              onChoose(inMinutes(minutes));
            }}
            sx={{
              minWidth: 44,
              minHeight: 44,
              borderRadius: 99,
              fontSize: "0.9375rem",
              fontWeight: 650,
              border: "1px solid",
              borderColor: preset === minutes ? "secondary.main" : OUTLINE,
              bgcolor: preset === minutes ? "secondary.main" : "transparent",
              color: preset === minutes ? "secondary.contrastText" : "inherit",
            }}
          >
            +{minutes}
          </ButtonBase>
        ))}
        <Box
          component="input"
          type="time"
          aria-label="Exactly at"
          onFocus={() => onChoose(chosen, SETTING_MS)}
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            setPreset(null);
            onChoose(nextAt(event.target.value), SETTING_MS);
          }}
          onBlur={() => onChoose(chosen)}
          sx={{
            minHeight: 44,
            px: 1.25,
            borderRadius: 99,
            border: `1px solid ${OUTLINE}`,
            bgcolor: "transparent",
            color: "inherit",
            font: "inherit",
          }}
        />
      </Box>
    </Box>
  );
}
