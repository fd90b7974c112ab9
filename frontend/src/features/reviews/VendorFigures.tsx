import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReviewPage } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { shareInWords } from "./ratingWords";

const number = new Intl.NumberFormat();

interface Props {
  figures: ReviewPage["figures"];
}

/** What stands behind the stars: how many could have written, how many did, and what is gone. */
export function VendorFigures({ figures }: Props) {
  const { removed, repeat_share: share } = figures;
  const rows: [string, string, string?][] = [
    [t("Completed orders"), number.format(figures.completed_orders)],
    [
      t("Asked for a review"),
      number.format(figures.invited),
      t("Once for each order, by mail, a day after it was completed."),
    ],
    [t("Reviews written"), number.format(figures.reviewed)],
    [t("Removed by moderators"), number.format(removed.moderation)],
    [t("Withdrawn by their authors"), number.format(removed.author)],
    ...(share === null ? [] : ([[t("Customers who came back"), shareInWords(share)]] as [string, string][])),
  ];
  return (
    <Box
      component="dl"
      aria-label={t("Figures behind the reviews")}
      sx={{
        m: 0,
        my: 2,
        display: "grid",
        gap: 1.5,
        gridTemplateColumns: "repeat(auto-fill, minmax(130px, 1fr))",
      }}
    >
      {rows.map(([name, value, hint]) => (
        <Box key={name} title={hint}>
          <Typography component="dt" variant="body2" sx={{ color: "text.secondary" }}>
            {name}
          </Typography>
          <Typography component="dd" sx={{ m: 0, fontWeight: 650, fontVariantNumeric: "tabular-nums" }}>
            {value}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
