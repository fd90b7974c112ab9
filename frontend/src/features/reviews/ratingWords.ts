import type { Rating } from "@/api/types";

/** "4.6, likely between 4.4 and 4.8, from 132 reviews": never the mean without its count. */
export function ratingInWords({ average, count, interval }: Rating): string {
  if (average === null || interval === null) return "No reviews yet";
  const likely = `likely between ${interval.low.toFixed(1)} and ${interval.high.toFixed(1)}`;
  return `${average.toFixed(1)}, ${likely}, from ${count} ${count === 1 ? "review" : "reviews"}`;
}

const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 0 });

export const shareInWords = (share: number): string => percent.format(share);
