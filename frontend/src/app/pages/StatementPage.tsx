import { useParams } from "react-router";
import { StatementView } from "@/features/moderation/StatementView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function StatementPage() {
  useTitle(t("A decision"));
  const { id } = useParams();
  return <StatementView id={Number(id)} />;
}
