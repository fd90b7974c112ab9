import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Link } from "react-router";
import { Panel } from "@/components/Panel";
import { writeBasket } from "@/lib/basket";
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
          {refusal} The basket stays here until you empty it.
        </Alert>
      )}
      <BasketLines basket={basket} />
      <TotalLine label={isOneOfMany ? "Subtotal" : "Total"} lines={basket.lines.map(({ line }) => line)} />
      <Box sx={{ mt: 1.5, display: "flex", flexWrap: "wrap", columnGap: 0.5, rowGap: 1 }}>
        <Button component={Link} to={`/v/${slug}`} aria-label={`Add more from ${vendor}`} sx={{ ml: -2 }}>
          Add more
        </Button>
        <Button onClick={() => writeBasket(slug, [])} aria-label={`Empty the basket of ${vendor}`}>
          Empty
        </Button>
        {isOneOfMany && !refusal && (
          <Button
            component={Link}
            to={`/checkout/${slug}`}
            variant="outlined"
            aria-label={`Check out ${vendor} alone`}
            sx={{ flex: { xs: "1 1 auto", sm: "0 0 auto" }, ml: { sm: "auto" } }}
          >
            Only this one
          </Button>
        )}
      </Box>
    </Panel>
  );
}
