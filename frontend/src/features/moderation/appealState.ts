import type { Statement } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";

/** Where the appeal stands, in a few words; nothing where there is nothing to appeal against. */
export function appealState({ appeal, appeal_until, can_appeal }: Statement): string | null {
  if (appeal?.outcome === "reversed") return t("Taken back after your appeal");
  if (appeal?.outcome === "upheld") return t("Your appeal was decided: it stands");
  if (appeal) return t("Your appeal is being looked at");
  if (can_appeal && appeal_until) return t("You can appeal until {date}", { date: shortDate(appeal_until) });
  return appeal_until ? t("The time to appeal is over") : null;
}
