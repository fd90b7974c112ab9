import Autocomplete from "@mui/material/Autocomplete";
import TextField from "@mui/material/TextField";

interface Props {
  value: string;
  onChange: (zone: string) => void;
}

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((name) => name.includes("/"))];
/** The zone of this device. */
export const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone of times in messages; none is that of the business. */
export function TimeZoneField({ value, onChange }: Props) {
  const options = value && !ZONES.includes(value) ? [value, ...ZONES] : ZONES;
  return (
    <Autocomplete
      options={options}
      value={value || null}
      onChange={(_event, zone) => onChange(zone ?? "")}
      renderInput={(params) => (
        <TextField
          {...params}
          label="Time zone"
          placeholder="The clock of each business"
          helperText={`Empty: times are those of the business. This device is in ${HERE}.`}
        />
      )}
    />
  );
}
