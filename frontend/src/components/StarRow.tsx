import Box from "@mui/material/Box";
import { Star } from "lucide-react";
import { t } from "@/lib/language/catalogue";

const AMBER = "var(--mui-palette-secondary-main)";

export function StarRow({ rating, size = 16 }: { rating: number; size?: number }) {
  return (
    <Box
      component="span"
      role="img"
      aria-label={t("{rating} of 5", { rating })}
      sx={{ display: "inline-flex", gap: 0.25 }}
    >
      {[1, 2, 3, 4, 5].map((star) => (
        <Star
          key={star}
          size={size}
          aria-hidden
          stroke={star <= rating ? AMBER : "var(--mui-palette-text-secondary)"}
          fill={star <= rating ? AMBER : "none"}
          strokeWidth={star <= rating ? 2 : 1.25}
        />
      ))}
    </Box>
  );
}
