import type { ReportReason } from "@/api/types";

const WORDS: Record<ReportReason, string> = {
  abusive: "Abusive or hateful",
  personal_data: "Gives away personal data",
  spam: "Advertising or spam",
  not_about_the_order: "Not about the order",
  conflict_of_interest: "Written or paid for by somebody with an interest",
  other: "Something else",
};

/** The schema's reasons, complete: a new one does not compile without its words. */
export const REPORT_REASONS = Object.entries(WORDS) as [ReportReason, string][];
