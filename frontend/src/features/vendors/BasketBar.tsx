import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { ShoppingBag } from "lucide-react";
import { Link } from "react-router";
import { AppLink } from "@/components/AppLink";
import { useBasket, useBaskets } from "@/lib/basket";
import { plural, t } from "@/lib/language/catalogue";
import { formatMoney, totalOf } from "@/lib/money";

interface Props {
  slug: string;
  currency: string;
}

/** Stays at the bottom of the screen while there is something in the basket: the one way on. */
export function BasketBar({ slug, currency }: Props) {
  const { lines, count } = useBasket(slug);
  const others = useBaskets().length - 1;
  if (count === 0) return null;
  return (
    <Box
      role="region"
      aria-label={t("Basket")}
      sx={{
        position: "sticky",
        bottom: 0,
        zIndex: 5,
        mx: { xs: -2, sm: 0 },
        mt: 3,
        p: 1.5,
        pb: "max(12px, env(safe-area-inset-bottom))",
        bgcolor: "background.paper",
        border: 1,
        borderColor: "divider",
        borderRadius: { xs: "20px 20px 0 0", sm: 4 },
        boxShadow: "0 -10px 30px rgb(12 40 26 / 10%)",
        display: "flex",
        gap: 2,
        alignItems: "center",
        justifyContent: "space-between",
      }}
    >
      <Box sx={{ pl: 1 }}>
        <Typography sx={{ fontWeight: 700, fontVariantNumeric: "tabular-nums" }}>
          {formatMoney(totalOf(lines, currency))}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }} role="status">
          {plural("{count} item", "{count} items", count)}
        </Typography>
        {others > 0 && (
          <AppLink
            to="/basket"
            sx={{ display: "inline-flex", alignItems: "center", minHeight: 44, fontSize: "0.875rem" }}
          >
            {plural("and another basket", "and {count} more baskets", others)}
          </AppLink>
        )}
      </Box>
      <Button
        component={Link}
        to={`/checkout/${slug}`}
        variant="contained"
        size="large"
        startIcon={<ShoppingBag size={20} />}
      >
        {t("Check out")}
      </Button>
    </Box>
  );
}
