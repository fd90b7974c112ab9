import { StatementList } from "@/features/moderation/StatementList";
import { useTitle } from "@/lib/useTitle";

export function StatementsPage() {
  useTitle("Decisions");
  return <StatementList />;
}
