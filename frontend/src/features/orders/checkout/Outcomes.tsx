import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import Box from "@mui/material/Box";
import { useEffect, useRef } from "react";
import { AppLink } from "@/components/AppLink";
import { t } from "@/lib/language/catalogue";
import { type Outcome, whyNot } from "./placing";

/** Where some vendors took their order and others did not: each by its name, and what became of it. */
export function Outcomes({ outcomes }: { outcomes: Outcome[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcomes.length > 0) box.current?.focus();
  }, [outcomes]);
  if (outcomes.length === 0) return null;
  const placed = outcomes.filter(({ order }) => order);
  const refused = outcomes.filter(({ order }) => !order);
  return (
    <Box
      ref={box}
      tabIndex={-1}
      role="group"
      aria-label={t("What became of your orders")}
      sx={{ display: "grid", gap: 1.5 }}
    >
      {placed.map(({ slug, vendor, order, wasPlacedBefore }) => (
        <Alert key={slug} severity="success" sx={{ borderRadius: 3 }}>
          <AlertTitle sx={{ fontWeight: 650 }}>{t("{vendor} has your order", { vendor })}</AlertTitle>
          <AppLink to={`/orders/${order?.uid}`} sx={{ display: "inline-block", py: 1 }}>
            {t("Open order {reference}", { reference: order?.reference })}
          </AppLink>
          {wasPlacedBefore && ` ${t("It had arrived at your first try, as it was then.")}`}
        </Alert>
      ))}
      {refused.map((outcome) => (
        <Alert key={outcome.slug} severity="error" sx={{ borderRadius: 3 }}>
          <AlertTitle sx={{ fontWeight: 650 }}>
            {t("{vendor} has no order yet", { vendor: outcome.vendor })}
          </AlertTitle>
          {whyNot(outcome)} {placed.length > 0 && t("It is still in your basket, below.")}
        </Alert>
      ))}
    </Box>
  );
}
