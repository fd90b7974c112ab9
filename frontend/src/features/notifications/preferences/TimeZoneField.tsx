import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";
import { t } from "@/lib/language/catalogue";
import { HERE } from "./change";

interface Props {
  value: string;
  /** Quiet hours and digests are times of a clock: while there are any, clearing it takes that of this device. */
  isNeeded: boolean;
  onChange: (zone: string) => void;
}

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name.includes("/"))];

/** The zone of times in messages; none is that of the business. */
export function TimeZoneField({ value, isNeeded, onChange }: Props) {
  const options = value && !ZONES.includes(value) ? [value, ...ZONES] : ZONES;
  return (
    <Autocomplete
      options={options}
      value={value || null}
      onChange={(_event, zone) => onChange(zone ?? (isNeeded ? HERE : ""))}
      renderInput={(params) => (
        <TextField
          {...params}
          label={t("Time zone")}
          placeholder={t("The clock of each business")}
          helperText={
            isNeeded
              ? t("Quiet hours and digests go by it. This device is in {here}.", { here: HERE })
              : t("Empty: times are those of the business. This device is in {here}.", { here: HERE })
          }
        />
      )}
    />
  );
}
