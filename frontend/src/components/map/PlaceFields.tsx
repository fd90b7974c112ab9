import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import { useId, useState } from "react";
import { t } from "@/lib/language/catalogue";
import { isPlace, type Place } from "./places";

interface Props {
  value: Place | null;
  onChange: (place: Place | null) => void;
  isWrong?: boolean;
}

/** The same place in numbers: for who cannot use a map, and where there is none. Both empty: no place. */
export function PlaceFields({ value, onChange, isWrong = false }: Props) {
  const [typed, setTyped] = useState<{ latitude: string; longitude: string; of: Place | null }>();
  const id = useId();
  // What was typed stays as it was typed until the place changes by other means.
  const isTyped = typed && same(typed.of, value);
  const shown = isTyped
    ? typed
    : { latitude: String(value?.latitude ?? ""), longitude: String(value?.longitude ?? "") };
  const change = (changes: Partial<Record<"latitude" | "longitude", string>>): void => {
    const next = { latitude: shown.latitude, longitude: shown.longitude, ...changes };
    const place = placeOf(next.latitude, next.longitude);
    setTyped({ ...next, of: place });
    if (!same(place, value)) onChange(place);
  };
  const isNoPlace = isTyped && Boolean(shown.latitude || shown.longitude) && !value;
  return (
    <Box
      role="group"
      aria-label={t("The place in degrees")}
      sx={{ display: "grid", gap: 1.5, gridTemplateColumns: "1fr 1fr" }}
    >
      {(["latitude", "longitude"] as const).map((name) => (
        <TextField
          key={name}
          id={`${id}-${name}`}
          label={name === "latitude" ? t("Latitude") : t("Longitude")}
          value={shown[name]}
          onChange={(event) => change({ [name]: event.target.value })}
          error={isWrong || isNoPlace}
          helperText={isNoPlace ? HINTS()[name] : undefined}
          slotProps={{ htmlInput: { inputMode: "decimal", autoComplete: "off" } }}
        />
      ))}
    </Box>
  );
}

const HINTS = () => ({
  latitude: t("From −90 to 90, like 51.4545"),
  longitude: t("From −180 to 180, like -2.5879"),
});

const same = (one: Place | null, other: Place | null): boolean =>
  one?.latitude === other?.latitude && one?.longitude === other?.longitude;

/** A comma for a point, as half of Europe writes it, and the long minus are understood. */
function placeOf(latitude: string, longitude: string): Place | null {
  if (!latitude.trim() || !longitude.trim()) return null;
  const [north, east] = [latitude, longitude].map((text) =>
    Number(text.trim().replace(",", ".").replace("−", "-")),
  );
  const place = { latitude: north ?? Number.NaN, longitude: east ?? Number.NaN };
  return isPlace(place) ? place : null;
}
