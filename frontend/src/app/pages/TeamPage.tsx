import { useOutletContext } from "react-router";
import { TeamView } from "@/features/vendors/team/TeamView";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function TeamPage() {
  const { slug, vendorName, role, ownEmail } = useOutletContext<DashboardContext>();
  useTitle(`Team · ${vendorName}`);
  return <TeamView slug={slug} role={role} ownEmail={ownEmail} />;
}
