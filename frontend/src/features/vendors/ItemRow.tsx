import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { Item } from "@/api/types";
import { QuantityStepper } from "@/components/QuantityStepper";
import { RatingStars } from "@/components/RatingStars";
import { setQuantity, useBasket } from "@/lib/basket";
import { t } from "@/lib/language/catalogue";
import { formatMoney } from "@/lib/money";

interface Props {
  vendor: { slug: string; name: string };
  item: Item;
  canOrder: boolean;
}

export function ItemRow({ vendor, item, canOrder }: Props) {
  const basket = useBasket(vendor.slug);
  const quantity = basket.lines.find((line) => line.item === item.id)?.quantity ?? 0;
  return (
    <Box
      sx={{ display: "flex", gap: 2, alignItems: "center", py: 2, borderBottom: 1, borderColor: "divider" }}
    >
      {item.image_url && (
        <Box
          component="img"
          src={item.image_url}
          alt=""
          width={72}
          height={72}
          loading="lazy"
          sx={{ width: 72, height: 72, borderRadius: 3, objectFit: "cover" }}
        />
      )}
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Typography variant="h4" component="h3">
          {item.name}
        </Typography>
        {item.description && (
          <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
            {item.description}
          </Typography>
        )}
        {item.rating.count > 0 && (
          <RatingStars average={item.rating.average} count={item.rating.count} size={14} />
        )}
        <Typography sx={{ mt: 0.5, fontWeight: 600, fontVariantNumeric: "tabular-nums" }}>
          {formatMoney(item.price)}
          {item.in_stock && item.stock !== null && item.stock <= 5 && (
            <Box
              component="span"
              sx={{ ml: 1, fontSize: "0.875rem", fontWeight: 550, color: "accentSoft.contrastText" }}
            >
              {t("Only {stock} left", { stock: item.stock })}
            </Box>
          )}
        </Typography>
      </Box>
      {!item.in_stock ? (
        <Typography variant="body2" sx={{ color: "text.secondary", whiteSpace: "nowrap" }}>
          {t("Sold out")}
        </Typography>
      ) : (
        canOrder && (
          <QuantityStepper
            name={item.name}
            quantity={quantity}
            max={item.stock ?? 99}
            onChange={(next) =>
              setQuantity(
                vendor.slug,
                { item: item.id, name: item.name, price: item.price },
                next,
                vendor.name,
              )
            }
          />
        )
      )}
    </Box>
  );
}
