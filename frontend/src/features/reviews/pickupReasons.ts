import type { PickupReason } from "@/api/types";
import { t } from "@/lib/language/catalogue";

const WORDS = (): Record<PickupReason, string> => ({
  on_time: t("Came when it was agreed"),
  friendly: t("Was friendly"),
  easy: t("Had the reference at hand"),
  late: t("Came late"),
  no_reference: t("Could not say which order it was"),
  unfriendly: t("Was unfriendly"),
});

/** The schema's reasons, complete: a new one does not compile without its words. */
export const PICKUP_REASONS = () => Object.entries(WORDS()) as [PickupReason, string][];

export const reasonInWords = (reason: string): string => WORDS()[reason as PickupReason] ?? reason;
