import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { AppLink } from "@/components/AppLink";
import { Panel } from "@/components/Panel";
import { plural, t } from "@/lib/language/catalogue";
import { BasketLines } from "../basket/BasketLines";
import type { CheckedBasket } from "../basket/changes";
import { TotalLine } from "../basket/TotalLine";

/** What is about to be ordered, of whom, and what it comes to. */
export function CheckoutSummary({ baskets }: { baskets: CheckedBasket[] }) {
  const lines = baskets.flatMap((basket) => basket.lines.map(({ line }) => line));
  const [only] = baskets;
  if (baskets.length === 1 && only)
    return (
      <Panel title={t("Your order at {vendor}", { vendor: only.vendor })}>
        <BasketLines basket={only} />
        <TotalLine label={t("Total")} lines={lines} isWhole />
        <AppLink to={`/v/${only.slug}`} sx={{ display: "inline-block", mt: 1, py: 1 }}>
          {t("Add something else")}
        </AppLink>
      </Panel>
    );
  return (
    <Panel title={plural("{count} order", "{count} orders", baskets.length)}>
      {baskets.map((basket) => (
        <Box key={basket.slug} sx={{ mb: 2.5 }}>
          <Typography variant="h4" component="h3">
            {basket.vendor}
          </Typography>
          <BasketLines basket={basket} />
          <TotalLine label={t("Subtotal")} lines={basket.lines.map(({ line }) => line)} />
        </Box>
      ))}
      <TotalLine label={t("Total")} lines={lines} isWhole />
      <Typography variant="body2" sx={{ mt: 1, color: "text.secondary" }}>
        {t("Each business gets its own order, and each has its own tracking link.")}
      </Typography>
    </Panel>
  );
}
