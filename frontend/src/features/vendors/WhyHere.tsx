import Box from "@mui/material/Box";
import type { FoundVendor } from "@/api/types";
import { distanceWords } from "./distance";

const SECTIONS = {
  name: "in its name",
  items: "in what it sells",
  about: "in what it says of itself",
} as const;

const ORDERS: Record<FoundVendor["why"]["order"], string> = {
  relevance: "The list is in the order of how well your words fit.",
  distance: "The list is in the order of distance.",
  best: "The list is in the order of the score.",
  rating: "The list is in the order of the average rating.",
  newest: "The list is in the order of joining, the newest first.",
  name: "The list is in the order of names.",
};

/** The inputs of a place in the list, in words. */
export function reasons(vendor: FoundVendor): string[] {
  const { why, rating, distance_km: km } = vendor;
  const words = why.words.map(
    ({ word, sections }) => `“${word}” was found ${sections.map((each) => SECTIONS[each]).join(" and ")}.`,
  );
  const rated = rating.average
    ? `Rated ${rating.average.toFixed(1)} by ${rating.count} ${rating.count === 1 ? "review" : "reviews"}.`
    : "Not reviewed yet.";
  return [
    ORDERS[why.order],
    ...words,
    ...(km === null ? [] : [`It is ${distanceWords(km)}.`]),
    rated,
    `Its score is ${why.score.toFixed(2)} (formula ${why.score_version}: the ratings and five imagined ones of 3.5, averaged).`,
    "Nobody can pay for a place.",
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
        Why here?
      </Box>
      <Box component="ul" sx={{ m: 0, pl: 2.5, display: "grid", gap: 0.5, overflowWrap: "anywhere" }}>
        {reasons(vendor).map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </Box>
    </Box>
  );
}
