import { StatementList } from "@/features/moderation/StatementList";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function StatementsPage() {
  useTitle(t("Decisions"));
  return <StatementList />;
}
