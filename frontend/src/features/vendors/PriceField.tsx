import InputAdornment from "@mui/material/InputAdornment";
import type { Control, FieldValues, Path } from "react-hook-form";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import { currencySymbol } from "@/lib/money";

interface Props<T extends FieldValues> {
  control: Control<T>;
  name: Path<T>;
  currency: string;
  id?: string;
  size?: "small" | "medium";
  required?: boolean;
  disabled?: boolean;
}

/** An amount with its currency before it; phones show their keys for numbers. */
export function PriceField<T extends FieldValues>({ currency, ...props }: Props<T>) {
  return (
    <FormField
      {...props}
      label={t("Price")}
      slotProps={{
        htmlInput: { inputMode: "decimal" },
        input: {
          startAdornment: <InputAdornment position="start">{currencySymbol(currency)}</InputAdornment>,
        },
      }}
    />
  );
}
