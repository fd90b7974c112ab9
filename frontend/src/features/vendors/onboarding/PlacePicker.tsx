import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { LocateFixed } from "lucide-react";
import { useState } from "react";

export interface Place {
  latitude: string;
  longitude: string;
}

interface Props {
  value: Place;
  onChange: (place: Place) => void;
  problem?: string | undefined;
}

// About a metre: the door, not only the street.
const DECIMALS = 5;

/** A place on the map: where the device is, or degrees that somebody knows. The map's picker takes the same value. */
export function PlacePicker({ value, onChange, problem }: Props) {
  const [state, setState] = useState<"idle" | "asking" | "refused">("idle");
  const locate = (): void => {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState("idle");
        onChange({
          latitude: coords.latitude.toFixed(DECIMALS),
          longitude: coords.longitude.toFixed(DECIMALS),
        });
      },
      () => setState("refused"),
      { timeout: 10_000, enableHighAccuracy: true },
    );
  };
  const words =
    state === "refused" ? "Your browser did not share the position. Write it below instead." : problem;
  return (
    <Box role="group" aria-label="Place on the map" sx={{ display: "grid", gap: 2 }}>
      <Box>
        <Button
          variant="outlined"
          startIcon={<LocateFixed size={18} />}
          loading={state === "asking"}
          onClick={locate}
        >
          I am at the business now
        </Button>
      </Box>
      <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "1fr 1fr" }}>
        {(["latitude", "longitude"] as const).map((name) => (
          <TextField
            key={name}
            label={name === "latitude" ? "Latitude" : "Longitude"}
            value={value[name]}
            error={Boolean(problem)}
            onChange={(event) => onChange({ ...value, [name]: event.target.value })}
            slotProps={{ htmlInput: { inputMode: "decimal", autoComplete: "off" } }}
          />
        ))}
      </Box>
      <Typography
        variant="body2"
        role={words ? "alert" : undefined}
        sx={{ color: words ? "error.main" : "text.secondary" }}
      >
        {words ?? "Degrees, as every map shows them for a place."}
      </Typography>
    </Box>
  );
}
