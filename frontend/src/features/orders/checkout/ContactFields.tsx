import Box from "@mui/material/Box";
import type { Control } from "react-hook-form";
import { FormField } from "@/components/FormField";
import { Panel } from "@/components/Panel";
import { t } from "@/lib/language/catalogue";
import type { CheckoutValues } from "./checkoutForm";

interface Props {
  control: Control<CheckoutValues>;
  isGuest: boolean;
  needsPhone: boolean;
}

export function ContactFields({ control, isGuest, needsPhone }: Props) {
  return (
    <Panel title={t("Who is it for?")}>
      <Box sx={{ display: "grid", gap: 2.5, gridTemplateColumns: { sm: "1fr 1fr" } }}>
        <FormField control={control} name="contact.name" label={t("Name")} autoComplete="name" required />
        <FormField
          control={control}
          name="contact.phone"
          label={needsPhone ? t("Phone") : t("Phone (optional)")}
          type="tel"
          autoComplete="tel"
          required={needsPhone}
          helperText={t("Only for questions about this order.")}
        />
        <Box sx={{ gridColumn: "1 / -1" }}>
          <FormField
            control={control}
            name="contact.email"
            label={t("E-mail")}
            type="email"
            autoComplete="email"
            required
            helperText={
              isGuest
                ? t("We send a code to it, to see that it is yours. The tracking link goes there too.")
                : t("The tracking link goes here.")
            }
          />
        </Box>
      </Box>
    </Panel>
  );
}
