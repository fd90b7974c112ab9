import Box from "@mui/material/Box";
import { Star } from "lucide-react";

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
        No reviews yet
      </Box>
    );
  }
  const reviews = count === undefined ? "" : ` from ${count} ${count === 1 ? "review" : "reviews"}`;
  return (
    <Box
      component="span"
      role="img"
      aria-label={`${average.toFixed(1)} of 5${reviews}`}
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
        {average.toFixed(1)}
      </Box>
      {count !== undefined && (
        <Box component="span" sx={{ color: "text.secondary" }}>
          ({count})
        </Box>
      )}
    </Box>
  );
}
