import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useEffect, useRef, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { Me } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { ErrorSummary } from "@/components/ErrorSummary";
import { FormAlert } from "@/components/FormAlert";
import { TermsNote } from "@/components/TermsNote";
import { keepDraft, readDraft } from "@/lib/checkoutDraft";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { ChangedAlert } from "../basket/ChangedAlert";
import type { CheckedBasket } from "../basket/changes";
import { totalWords } from "../basket/TotalLine";
import { CheckoutSummary } from "./CheckoutSummary";
import { ContactFields } from "./ContactFields";
import { type CheckoutValues, checkoutSchema, isBrought, startValues } from "./checkoutForm";
import { DeliveryAddress } from "./DeliveryAddress";
import { Outcomes } from "./Outcomes";
import { PartFields } from "./PartFields";
import { useCheckout } from "./useCheckout";

interface Props {
  baskets: CheckedBasket[];
  me: Me | null;
  readAgain: () => Promise<CheckedBasket[]>;
  identify: (contact: CheckoutValues["contact"]) => Promise<boolean>;
  onPlacing: (isPlacing: boolean) => void;
  signInPath: string;
}

export function CheckoutForm({ baskets, me, readAgain, identify, onPlacing, signInPath }: Props) {
  const slugs = baskets.map(({ slug }) => slug);
  const form = useForm<CheckoutValues>({
    resolver: zodResolver(checkoutSchema(slugs)),
    defaultValues: startValues(baskets, me, readDraft<CheckoutValues>()),
    shouldFocusError: false, // the summary takes the focus
  });
  const { control } = form;
  useEffect(
    () => form.subscribe({ formState: { values: true }, callback: ({ values }) => keepDraft(values) }),
    [form],
  );
  const [refusals, setRefusals] = useState(0);
  const changed = useRef<HTMLDivElement>(null);
  const showChanged = (): void => changed.current?.focus();
  const checkout = useCheckout({ form, readAgain, identify, onPlacing, onChanged: showChanged });
  const refuse = (): void => setRefusals((count) => count + 1);
  const submit = form.handleSubmit(
    (values) => (baskets.some(({ hasChanged }) => hasChanged) ? showChanged() : checkout.run(values)),
    refuse,
  );
  const isDelivery = isBrought({ parts: useWatch({ control, name: "parts" }) }, slugs);
  const total = totalWords(baskets.flatMap(({ lines }) => lines.map(({ line }) => line)));
  return (
    <Box
      component="form"
      noValidate
      aria-label={t("Check out")}
      onSubmit={submit}
      sx={{
        display: "grid",
        gap: 2,
        gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) 380px" },
        alignItems: "start",
      }}
    >
      <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
        <Outcomes outcomes={checkout.outcomes} />
        <ErrorSummary errors={form.formState.errors} attempt={refusals} />
        <Box ref={changed} tabIndex={-1} sx={{ "&:empty": { display: "none" } }}>
          <ChangedAlert baskets={baskets} />
        </Box>
        {!me && (
          <Typography sx={{ color: "text.secondary" }}>
            {rich("You need no password to order. <link>Sign in</link> if you would rather.", {
              link: (words) => <AppLink to={signInPath}>{words}</AppLink>,
            })}
          </Typography>
        )}
        {baskets.map((basket) => (
          <PartFields key={basket.slug} control={control} basket={basket} isOneOfMany={baskets.length > 1} />
        ))}
        {isDelivery && <DeliveryAddress form={form} isSignedIn={Boolean(me)} />}
        <ContactFields control={control} isGuest={!me} needsPhone={isDelivery} />
      </Box>
      <Box sx={{ position: { md: "sticky" }, top: 88, display: "grid", gap: 2, minWidth: 0 }}>
        <CheckoutSummary baskets={baskets} />
        <FormAlert message={checkout.failure} />
        <Button type="submit" variant="contained" size="large" loading={checkout.isPending}>
          {baskets.length === 1 ? t("Place order") : t("Place {count} orders", { count: baskets.length })} ·{" "}
          {total}
        </Button>
        <TermsNote act={t("ordering")} />
      </Box>
    </Box>
  );
}
