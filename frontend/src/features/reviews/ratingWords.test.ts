import { expect, it } from "vitest";
import { ratingInWords, shareInWords } from "./ratingWords";

const FORMULA = { formula: "rating-1" };

it.each([
  [
    { average: 4.6, count: 132, interval: { low: 4.35, high: 4.76 } },
    "4.6, likely between 4.4 and 4.8, from 132 reviews",
  ],
  [
    { average: 5, count: 1, interval: { low: 1.83, high: 5 } },
    "5.0, likely between 1.8 and 5.0, from 1 review",
  ],
  [{ average: null, count: 0, interval: null }, "No reviews yet"],
])("%o", (rating, words) => {
  expect(ratingInWords({ ...rating, ...FORMULA })).toBe(words);
});

it("a share is a whole percentage", () => {
  expect(shareInWords(0.4167)).toBe("42%");
});
