import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import Typography from "@mui/material/Typography";
import type { Rating } from "@/api/types";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { StarRow } from "@/components/StarRow";
import { plural, t } from "@/lib/language/catalogue";
import { inDigits } from "@/lib/numbers";
import { ratingInWords } from "./ratingWords";

interface Props {
  rating: Rating;
  distribution: Record<string, number> | undefined;
  chosen: number | undefined;
  onChoose: (rating: number | undefined) => void;
}

/** The mean with where it likely lies, and how many gave how many stars; a bar is also the filter for its reviews. */
export function RatingDistribution({ rating, distribution, chosen, onChoose }: Props) {
  const { average, count, interval } = rating;
  if (average === null || interval === null) return null;
  return (
    <Box sx={{ display: "flex", gap: { xs: 3, sm: 5 }, alignItems: "center", flexWrap: "wrap", mb: 1 }}>
      <Box role="group" aria-label={ratingInWords(rating)} sx={{ textAlign: "center" }}>
        <Typography sx={{ fontSize: "2.75rem", fontWeight: 750, lineHeight: 1.1, letterSpacing: "-0.03em" }}>
          {inDigits(average, 1)}
        </Typography>
        <StarRow rating={Math.round(average)} />
        <Typography variant="body2" sx={{ color: "text.secondary", mt: 0.5 }}>
          {plural("from {count} review", "from {count} reviews", count)}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {t("likely between {low} and {high}", {
            low: inDigits(interval.low, 1),
            high: inDigits(interval.high, 1),
          })}
        </Typography>
      </Box>
      {distribution && (
        <Box
          role="group"
          aria-label={t("Filter reviews by stars")}
          sx={{ flex: 1, minWidth: 220, maxWidth: 420 }}
        >
          {[5, 4, 3, 2, 1].map((stars) => (
            <Bar
              key={stars}
              stars={stars}
              amount={distribution[stars] ?? 0}
              count={count}
              pressed={chosen === stars}
              onClick={() => onChoose(chosen === stars ? undefined : stars)}
            />
          ))}
        </Box>
      )}
    </Box>
  );
}

interface BarProps {
  stars: number;
  amount: number;
  count: number;
  pressed: boolean;
  onClick: () => void;
}

function Bar({ stars, amount, count, pressed, onClick }: BarProps) {
  return (
    <ButtonBase
      onClick={onClick}
      aria-pressed={pressed}
      sx={{
        width: 1,
        minHeight: 44,
        gap: 1.5,
        px: 1,
        borderRadius: 2,
        fontSize: "0.875rem",
        bgcolor: pressed ? "accentSoft.main" : "transparent",
      }}
    >
      <span>
        {stars}
        <Box component="span" sx={VISUALLY_HIDDEN}>
          {stars === 1 ? t(" star: ") : t(" stars: ")}
        </Box>
      </span>
      <Box sx={{ flex: 1, height: 8, borderRadius: 4, bgcolor: "neutralSoft.main", overflow: "hidden" }}>
        <Box
          sx={{ width: `${(100 * amount) / count}%`, height: 1, bgcolor: "secondary.main", borderRadius: 4 }}
        />
      </Box>
      <Box
        component="span"
        sx={{ minWidth: 28, textAlign: "right", color: "text.secondary", fontVariantNumeric: "tabular-nums" }}
      >
        {amount}
      </Box>
    </ButtonBase>
  );
}
