import { describe, expect, it } from "vitest";
import { whyNoReview } from "./gate";

describe("why a review is not possible", () => {
  it.each([
    ["order_not_completed", /once it is completed/],
    ["not_your_order", /Only the customer/],
    ["own_business", /work for this business/],
    ["already_reviewed", /have reviewed/],
    ["something_new", /cannot be reviewed/],
    [null, /cannot be reviewed/],
  ])("%s", (reason, words) => {
    expect(whyNoReview(reason)).toMatch(words);
  });
});
