import Box from "@mui/material/Box";
import type { Control } from "react-hook-form";
import { FormField } from "@/components/FormField";
import type { CheckoutValues } from "./checkoutForm";

export function AddressFields({ control }: { control: Control<CheckoutValues> }) {
  return (
    <Box sx={{ mt: 3, display: "grid", gap: 2.5, gridTemplateColumns: { sm: "2fr 1fr" } }}>
      <FormField
        control={control}
        name="address.line1"
        label="Street and number"
        autoComplete="address-line1"
        required
      />
      <FormField
        control={control}
        name="address.line2"
        label="Flat, floor (optional)"
        autoComplete="address-line2"
      />
      <FormField
        control={control}
        name="address.city"
        label="Town or city"
        autoComplete="address-level2"
        required
      />
      <FormField
        control={control}
        name="address.postcode"
        label="Postcode"
        autoComplete="postal-code"
        required
      />
    </Box>
  );
}
