import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { Control } from "react-hook-form";
import { useController } from "react-hook-form";
import { FormField } from "@/components/FormField";
import { t } from "@/lib/language/catalogue";
import type { ReviewValues } from "./reviewForm";
import { StarInput } from "./StarInput";

interface Props {
  control: Control<ReviewValues>;
  names: string[];
}

/** Stars for single items, for who likes; words once there are stars. */
export function ItemStars({ control, names }: Props) {
  if (names.length === 0) return null;
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0, display: "grid", gap: 2 }}>
      <Box component="legend" sx={{ p: 0, mb: 1, fontWeight: 650 }}>
        {t("What you bought (optional)")}
      </Box>
      {names.map((name, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of an order never change their places
        <OneItem key={index} control={control} index={index} name={name} />
      ))}
    </Box>
  );
}

function OneItem({ control, index, name }: { control: Control<ReviewValues>; index: number; name: string }) {
  const { field } = useController({ control, name: `items.${index}.rating` });
  return (
    <Box sx={{ display: "grid", gap: 1 }}>
      <StarInput label={name} name={`item-${index}`} value={field.value} onChange={field.onChange} />
      {field.value > 0 && (
        <>
          <FormField
            control={control}
            name={`items.${index}.body`}
            label={t("About {name} (optional)", { name })}
          />
          <Button
            size="small"
            color="inherit"
            onClick={() => field.onChange(0)}
            aria-label={t("Take back the stars for {name}", { name })}
            sx={{ justifySelf: "start" }}
          >
            {t("Take back")}
          </Button>
        </>
      )}
    </Box>
  );
}
