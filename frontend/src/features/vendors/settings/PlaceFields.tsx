import Box from "@mui/material/Box";
import type { Control } from "react-hook-form";
import { FormField } from "@/components/FormField";
import { SelectField } from "@/components/SelectField";
import { countries } from "@/lib/regions";
import type { ProfileValues } from "./profileForm";

export function PlaceFields({ control }: { control: Control<ProfileValues> }) {
  return (
    <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { sm: "2fr 1fr" } }}>
      <FormField control={control} name="address.line1" label="Street and number" />
      <FormField control={control} name="address.line2" label="Unit, floor (optional)" />
      <FormField control={control} name="address.city" label="Town or city" required />
      <FormField control={control} name="address.postcode" label="Postcode" />
      <SelectField control={control} name="address.country" label="Country" options={countries()} />
    </Box>
  );
}
