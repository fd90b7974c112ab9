import { useParams } from "react-router";
import { StatementView } from "@/features/moderation/StatementView";
import { useTitle } from "@/lib/useTitle";

export function StatementPage() {
  useTitle("A decision");
  const { id } = useParams();
  return <StatementView id={Number(id)} />;
}
