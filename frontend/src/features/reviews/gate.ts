const WHY: Record<string, string> = {
  order_not_completed: "You can review this order once it is completed.",
  not_your_order: "Only the customer of this order can review it.",
  own_business: "You work for this business, so you cannot review it.",
  already_reviewed: "You have reviewed this order. Thank you.",
};

/** Why a review is not possible, in words; for a reason we do not know yet, still an honest sentence. */
export const whyNoReview = (reason: string | null | undefined): string =>
  WHY[reason ?? ""] ?? "This order cannot be reviewed.";
