import Box from "@mui/material/Box";
import { Star } from "lucide-react";
import { plural, t } from "@/lib/language/catalogue";
import { inDigits } from "@/lib/numbers";

interface Props {
  average: number | null;
  count?: number;
  size?: number;
}

/** One star and the figure: quick to read, and the same for eyes and ears. */
export function RatingStars({ average, count, size = 16 }: Props) {
  if (average === null || count === 0) {
    return (
      <Box component="span" sx={{ color: "text.secondary", fontSize: "0.875rem" }}>
        {t("No reviews yet")}
      </Box>
    );
  }
  const stars = inDigits(average, 1);
  return (
    <Box
      component="span"
      role="img"
      aria-label={
        count === undefined
          ? t("{average} of 5", { average: stars })
          : plural("{average} of 5 from {count} review", "{average} of 5 from {count} reviews", count, {
              average: stars,
            })
      }
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.5,
        fontSize: "0.875rem",
        whiteSpace: "nowrap",
      }}
    >
      <Star
        size={size}
        fill="var(--mui-palette-secondary-main)"
        stroke="var(--mui-palette-secondary-main)"
        aria-hidden
      />
      <Box component="span" sx={{ fontWeight: 650 }}>
        {stars}
      </Box>
      {count !== undefined && (
        <Box component="span" sx={{ color: "text.secondary" }}>
          ({inDigits(count)})
        </Box>
      )}
    </Box>
  );
}
