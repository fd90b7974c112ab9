import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { QuantityStepper } from "@/components/QuantityStepper";
import { setQuantity } from "@/lib/basket";
import { t } from "@/lib/language/catalogue";
import { formatMoney, totalOf } from "@/lib/money";
import { ChangeNote } from "./ChangeNote";
import type { CheckedBasket } from "./changes";

/** What is in one basket; what has changed since stands below its line. */
export function BasketLines({ basket }: { basket: CheckedBasket }) {
  return (
    <Box
      component="ul"
      aria-label={t("From {vendor}", { vendor: basket.vendor })}
      sx={{ listStyle: "none", m: 0, p: 0 }}
    >
      {basket.lines.map((checked) => (
        <Box component="li" key={checked.line.item} sx={{ py: 1.5, borderBottom: 1, borderColor: "divider" }}>
          <Box sx={{ display: "flex", gap: 2, alignItems: "center" }}>
            {checked.image && (
              <Box
                component="img"
                src={checked.image}
                alt=""
                width={48}
                height={48}
                loading="lazy"
                sx={{ width: 48, height: 48, borderRadius: 2, objectFit: "cover" }}
              />
            )}
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <Typography sx={{ fontWeight: 600, lineHeight: 1.35, overflowWrap: "anywhere" }}>
                {checked.line.name}
              </Typography>
              <Typography
                variant="body2"
                sx={{ color: "text.secondary", fontVariantNumeric: "tabular-nums" }}
              >
                {formatMoney(totalOf([checked.line], checked.line.price.currency))}
              </Typography>
            </Box>
            <QuantityStepper
              name={checked.line.name}
              quantity={checked.line.quantity}
              onChange={(quantity) => setQuantity(basket.slug, checked.line, quantity)}
            />
          </Box>
          <ChangeNote slug={basket.slug} checked={checked} />
        </Box>
      ))}
    </Box>
  );
}
