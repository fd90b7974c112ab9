import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { ShoppingBasket } from "lucide-react";
import { Link } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { BasketCard } from "./BasketCard";
import { ChangedAlert } from "./ChangedAlert";
import type { CheckedBasket } from "./changes";
import { TotalLine } from "./TotalLine";
import { useCheckedBaskets } from "./useCheckedBaskets";

/** Every basket of this device, and one way on for all of them. */
export function BasketsView() {
  const { baskets, query } = useCheckedBaskets();
  if (baskets.length === 0) return <NoBaskets />;
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={baskets.length} height={200} />}>
      {(checked) => (
        <Box
          sx={{
            display: "grid",
            gap: 2,
            gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) 340px" },
            alignItems: "start",
          }}
        >
          <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
            <ChangedAlert baskets={checked} />
            {checked.map((basket) => (
              <BasketCard key={basket.slug} basket={basket} isOneOfMany={checked.length > 1} />
            ))}
          </Box>
          <WayOn baskets={checked.filter(({ refusal }) => !refusal)} />
        </Box>
      )}
    </QueryView>
  );
}

function WayOn({ baskets }: { baskets: CheckedBasket[] }) {
  if (baskets.length === 0) return null;
  const [only] = baskets;
  const orders =
    baskets.length === 1
      ? t("One order, at {vendor}", { vendor: only?.vendor })
      : t("{count} orders, one at each business", { count: baskets.length });
  return (
    <Box sx={{ position: { md: "sticky" }, top: 88 }}>
      <Panel title={orders}>
        <TotalLine
          label={t("Total")}
          lines={baskets.flatMap(({ lines }) => lines.map(({ line }) => line))}
          isWhole
        />
        <Button component={Link} to="/checkout" variant="contained" size="large" fullWidth sx={{ mt: 2 }}>
          {t("Check out")}
        </Button>
      </Panel>
    </Box>
  );
}

export function NoBaskets() {
  return (
    <StateMessage
      icon={ShoppingBasket}
      title={t("Your basket is empty")}
      action={
        <Button component={Link} to="/" variant="contained">
          {t("Find a business")}
        </Button>
      }
    >
      {t("What you choose at a business waits here, also when you close this page.")}
    </StateMessage>
  );
}
