import type { Rating } from "@/api/types";
import { plural, t } from "@/lib/language/catalogue";
import { inDigits, inPercent } from "@/lib/numbers";

/** "4.6, likely between 4.4 and 4.8, from 132 reviews": never the mean without its count. */
export function ratingInWords({ average, count, interval }: Rating): string {
  if (average === null || interval === null) return t("No reviews yet");
  const likely = t("likely between {low} and {high}", {
    low: inDigits(interval.low, 1),
    high: inDigits(interval.high, 1),
  });
  return plural(
    "{average}, {likely}, from {count} review",
    "{average}, {likely}, from {count} reviews",
    count,
    {
      average: inDigits(average, 1),
      likely,
    },
  );
}

export const shareInWords = (share: number): string => inPercent(share);
