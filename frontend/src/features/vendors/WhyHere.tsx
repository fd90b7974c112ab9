import Box from "@mui/material/Box";
import type { FoundVendor } from "@/api/types";
import { plural, t } from "@/lib/language/catalogue";
import { inDigits, listed } from "@/lib/numbers";
import { distanceWords } from "./distance";

const SECTIONS = () =>
  ({
    name: t("in its name"),
    items: t("in what it sells"),
    about: t("in what it says of itself"),
  }) as const;

const ORDERS = (): Record<FoundVendor["why"]["order"], string> => ({
  relevance: t("The list is in the order of how well your words fit."),
  distance: t("The list is in the order of distance."),
  best: t("The list is in the order of the score."),
  rating: t("The list is in the order of the average rating."),
  newest: t("The list is in the order of joining, the newest first."),
  name: t("The list is in the order of names."),
});

/** The inputs of a place in the list, in words. */
export function reasons(vendor: FoundVendor): string[] {
  const { why, rating, distance_km: km } = vendor;
  const words = why.words.map(({ word, sections }) =>
    t("“{word}” was found {where}.", { word, where: listed(sections.map((each) => SECTIONS()[each])) }),
  );
  const rated = rating.average
    ? plural("Rated {average} by {count} review.", "Rated {average} by {count} reviews.", rating.count, {
        average: inDigits(rating.average, 1),
      })
    : t("Not reviewed yet.");
  return [
    ORDERS()[why.order],
    ...words,
    ...(km === null ? [] : [t("It is {distanceWords}.", { distanceWords: distanceWords(km) })]),
    rated,
    t(
      "Its score is {score} (formula {score_version}: the ratings and five imagined ones of 3.5, averaged).",
      { score: inDigits(why.score, 2), score_version: why.score_version },
    ),
    t("Nobody can pay for a place."),
  ];
}

export function WhyHere({ vendor }: { vendor: FoundVendor }) {
  return (
    <Box component="details" sx={{ position: "relative", fontSize: "0.875rem", color: "text.secondary" }}>
      <Box
        component="summary"
        sx={{
          cursor: "pointer",
          minHeight: 44,
          display: "list-item",
          lineHeight: "44px",
          width: "fit-content",
        }}
      >
        {t("Why here?")}
      </Box>
      <Box component="ul" sx={{ m: 0, pl: 2.5, display: "grid", gap: 0.5, overflowWrap: "anywhere" }}>
        {reasons(vendor).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </Box>
    </Box>
  );
}
