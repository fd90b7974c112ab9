import { t } from "@/lib/language/catalogue";

const WHY = (): Record<string, string> => ({
  order_not_completed: t("You can review this order once it is completed."),
  not_your_order: t("Only the customer of this order can review it."),
  own_business: t("You work for this business, so you cannot review it."),
  already_reviewed: t("You have reviewed this order. Thank you."),
});

/** Why a review is not possible, in words; for a reason we do not know yet, still an honest sentence. */
export const whyNoReview = (reason: string | null | undefined): string =>
  WHY()[reason ?? ""] ?? t("This order cannot be reviewed.");
