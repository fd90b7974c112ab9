import type { ReportReason } from "@/api/types";
import { t } from "@/lib/language/catalogue";

const WORDS = (): Record<ReportReason, string> => ({
  abusive: t("Abusive or hateful"),
  personal_data: t("Gives away personal data"),
  spam: t("Advertising or spam"),
  not_about_the_order: t("Not about the order"),
  conflict_of_interest: t("Written or paid for by somebody with an interest"),
  other: t("Something else"),
});

/** The schema's reasons, complete: a new one does not compile without its words. */
export const REPORT_REASONS = () => Object.entries(WORDS()) as [ReportReason, string][];
