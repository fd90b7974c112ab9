import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Link } from "react-router";
import { Panel } from "@/components/Panel";
import { writeBasket } from "@/lib/basket";
import { t } from "@/lib/language/catalogue";
import { BasketLines } from "./BasketLines";
import type { CheckedBasket } from "./changes";
import { TotalLine } from "./TotalLine";

interface Props {
  basket: CheckedBasket;
  /** There are others: this one can also be checked out alone. */
  isOneOfMany: boolean;
}

/** One vendor's basket on the page of all baskets. */
export function BasketCard({ basket, isOneOfMany }: Props) {
  const { slug, vendor, refusal } = basket;
  return (
    <Panel title={vendor}>
      {refusal && (
        <Alert severity="info" sx={{ mb: 1, borderRadius: 3 }}>
          {t("{refusal} The basket stays here until you empty it.", { refusal })}
        </Alert>
      )}
      <BasketLines basket={basket} />
      <TotalLine
        label={isOneOfMany ? t("Subtotal") : t("Total")}
        lines={basket.lines.map(({ line }) => line)}
      />
      <Box sx={{ mt: 1.5, display: "flex", flexWrap: "wrap", columnGap: 0.5, rowGap: 1 }}>
        <Button
          component={Link}
          to={`/v/${slug}`}
          aria-label={t("Add more from {vendor}", { vendor })}
          sx={{ ml: -2 }}
        >
          {t("Add more")}
        </Button>
        <Button
          onClick={() => writeBasket(slug, [])}
          aria-label={t("Empty the basket of {vendor}", { vendor })}
        >
          {t("Empty")}
        </Button>
        {isOneOfMany && !refusal && (
          <Button
            component={Link}
            to={`/checkout/${slug}`}
            variant="outlined"
            aria-label={t("Check out {vendor} alone", { vendor })}
            sx={{ flex: { xs: "1 1 auto", sm: "0 0 auto" }, ml: { sm: "auto" } }}
          >
            {t("Only this one")}
          </Button>
        )}
      </Box>
    </Panel>
  );
}
