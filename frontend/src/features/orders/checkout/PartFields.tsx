import Box from "@mui/material/Box";
import { type Control, Controller } from "react-hook-form";
import { FormField } from "@/components/FormField";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import type { CheckedBasket } from "../basket/changes";
import type { CheckoutValues } from "./checkoutForm";
import { FulfilmentChoice } from "./FulfilmentChoice";

interface Props {
  control: Control<CheckoutValues>;
  basket: CheckedBasket;
  isOneOfMany: boolean;
}

/** How one vendor's order goes to the reader, and a word with it. */
export function PartFields({ control, basket, isOneOfMany }: Props) {
  const { slug, vendor, fulfilments } = basket;
  return (
    <Panel title={isOneOfMany ? t("Your order at {vendor}", { vendor }) : t("How do you want it?")}>
      <Box sx={{ display: "grid", gap: 2.5 }}>
        <Controller
          control={control}
          name={`parts.${slug}.fulfilment`}
          render={({ field }) => (
            <FulfilmentChoice
              name={`fulfilment-${slug}`}
              label={isOneOfMany ? t("Pick up or delivery, {vendor}", { vendor }) : t("Pick up or delivery")}
              options={fulfilments}
              value={field.value}
              onChange={field.onChange}
            />
          )}
        />
        <FormField
          control={control}
          name={`parts.${slug}.note`}
          label={
            isOneOfMany ? t("Note to {vendor} (optional)", { vendor }) : t("Note to the shop (optional)")
          }
          multiline
          minRows={2}
          autoComplete="off"
        />
      </Box>
    </Panel>
  );
}
