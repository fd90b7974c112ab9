import Box from "@mui/material/Box";
import { useMemo } from "react";
import { type Control, type FieldPathByValue, type FieldValues, type Path, useWatch } from "react-hook-form";
import { type AddressValues, addressForm } from "@/lib/addressForms";
import { t } from "@/lib/language/catalogue";
import { countries } from "@/lib/regions";
import { FormField } from "../FormField";
import { SelectField } from "../SelectField";

interface Props<T extends FieldValues> {
  control: Control<T>;
  /** Where in the form the address is; empty where the form is the address. */
  at?: FieldPathByValue<T, AddressValues> | "";
  /** "shipping" or "billing", as browsers tell a person's addresses apart. */
  section?: "shipping" | "billing";
}

/** The fields of an address, in the words and with the needs of its country. */
export function AddressFields<T extends FieldValues>({ control, at = "", section }: Props<T>) {
  const path = (field: keyof AddressValues) => (at ? `${at}.${field}` : field) as Path<T>;
  const completes = (token: string): string => (section ? `${section} ${token}` : token);
  const country = useWatch({ control, name: path("country") }) as string;
  const { postcode, city, region } = addressForm(country || "GB");
  const names = useMemo(countries, []);
  return (
    <Box
      role="group"
      aria-label={t("Address")}
      sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { xs: "minmax(0, 1fr)", sm: "1fr 1fr" } }}
    >
      <Box sx={{ gridColumn: "1 / -1" }}>
        <SelectField
          control={control}
          name={path("country")}
          label={t("Country")}
          autoComplete={completes("country")}
          options={names}
        />
      </Box>
      <Box sx={{ gridColumn: "1 / -1" }}>
        <FormField
          control={control}
          name={path("line1")}
          label={t("Street and number")}
          autoComplete={completes("address-line1")}
          required
        />
      </Box>
      <Box sx={{ gridColumn: "1 / -1" }}>
        <FormField
          control={control}
          name={path("line2")}
          label={t("Flat, floor (optional)")}
          autoComplete={completes("address-line2")}
        />
      </Box>
      <FormField
        control={control}
        name={path("city")}
        label={city}
        autoComplete={completes("address-level2")}
        required
      />
      <FormField
        control={control}
        name={path("postcode")}
        label={postcode.label}
        autoComplete={completes("postal-code")}
        required={postcode.isNeeded}
        helperText={postcode.example && t("Like {example}", { example: postcode.example })}
        slotProps={{
          htmlInput: {
            inputMode: postcode.isNumeric ? "numeric" : "text",
            autoCapitalize: "characters",
            maxLength: 16,
          },
        }}
      />
      {region && (
        <Box sx={{ gridColumn: "1 / -1" }}>
          <FormField
            control={control}
            name={path("region")}
            label={region.isNeeded ? region.label : `${region.label} (optional)`}
            autoComplete={completes("address-level1")}
            required={region.isNeeded}
          />
        </Box>
      )}
    </Box>
  );
}
