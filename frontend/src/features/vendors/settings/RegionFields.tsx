import Box from "@mui/material/Box";
import { type Control, useWatch } from "react-hook-form";
import { SelectField } from "@/components/SelectField";
import { languagesOf, timeZonesOf } from "@/lib/regions";
import { LANGUAGES, type ProfileValues } from "./profileForm";

interface Props {
  control: Control<ProfileValues>;
  /** The zone that is set. */
  timeZone: string;
}

/** By which clock it opens, and in which language its words are. */
export function RegionFields({ control, timeZone }: Props) {
  const country = useWatch({ control, name: "address.country" });
  return (
    <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { sm: "1fr 1fr" } }}>
      <SelectField
        control={control}
        name="timezone"
        label="Time zone"
        options={timeZonesOf(country, timeZone)}
        helperText="Opening hours are in it."
      />
      <SelectField
        control={control}
        name="language"
        label="Language of your words"
        options={[["", "What is spoken in the country"], ...languagesOf(LANGUAGES)]}
        helperText="So that a search for “loaf” finds “loaves”."
      />
    </Box>
  );
}
