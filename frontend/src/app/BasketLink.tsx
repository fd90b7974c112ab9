import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { ShoppingBasket } from "lucide-react";
import { Link } from "react-router";
import { countOf, useBaskets } from "@/lib/basket";
import { plural } from "@/lib/language/catalogue";

/** The way to all baskets, as long as there is one. */
export function BasketLink() {
  const count = countOf(useBaskets().flatMap(({ lines }) => lines));
  if (count === 0) return null;
  return (
    <IconButton
      component={Link}
      to="/basket"
      aria-label={plural("Basket, {count} item", "Basket, {count} items", count)}
      sx={{ position: "relative" }}
    >
      <ShoppingBasket size={20} aria-hidden />
      <Box
        component="span"
        aria-hidden
        sx={{
          position: "absolute",
          top: 2,
          right: 0,
          minWidth: 20,
          px: 0.5,
          borderRadius: 99,
          bgcolor: "primary.main",
          color: "primary.contrastText",
          fontSize: "0.75rem",
          fontWeight: 700,
          lineHeight: "20px",
          textAlign: "center",
        }}
      >
        {count > 99 ? "99+" : count}
      </Box>
    </IconButton>
  );
}
