import Box from "@mui/material/Box";
import type { Review } from "@/api/types";
import { StarRow } from "@/components/StarRow";
import { t } from "@/lib/language/catalogue";

/** What the review says of single items. */
export function ReviewItems({ items }: { items: Review["items"] }) {
  if (items.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t("Ratings of single items")}
      sx={{ listStyle: "none", p: 0, m: 0, mt: 1.5 }}
    >
      {items.map(({ item, name, rating, body }) => (
        <Box component="li" key={item} sx={{ py: 0.5, fontSize: "0.9375rem", overflowWrap: "anywhere" }}>
          <Box
            component="span"
            sx={{ display: "inline-flex", gap: 1, alignItems: "center", flexWrap: "wrap" }}
          >
            <StarRow rating={rating} size={14} />
            <span>{name}</span>
          </Box>
          {body && <Box sx={{ color: "text.secondary" }}>{body}</Box>}
        </Box>
      ))}
    </Box>
  );
}
