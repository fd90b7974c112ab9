import { useOutletContext } from "react-router";
import { VerificationStatus } from "@/features/vendors/VerificationStatus";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function VerificationPage() {
  const { slug, vendorName } = useOutletContext<DashboardContext>();
  useTitle(`Verification · ${vendorName}`);
  return <VerificationStatus slug={slug} />;
}
