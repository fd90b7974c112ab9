import type { PickupReason } from "@/api/types";

const WORDS: Record<PickupReason, string> = {
  on_time: "Came when it was agreed",
  friendly: "Was friendly",
  easy: "Had the reference at hand",
  late: "Came late",
  no_reference: "Could not say which order it was",
  unfriendly: "Was unfriendly",
};

/** The schema's reasons, complete: a new one does not compile without its words. */
export const PICKUP_REASONS = Object.entries(WORDS) as [PickupReason, string][];

export const reasonInWords = (reason: string): string => WORDS[reason as PickupReason] ?? reason;
