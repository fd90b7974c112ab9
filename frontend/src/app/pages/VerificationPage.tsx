import { useOutletContext } from "react-router";
import { mayManage } from "@/api/roles";
import { VerificationStatus } from "@/features/vendors/VerificationStatus";
import { VerificationView } from "@/features/vendors/verification/VerificationView";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

/** The office hands in and sees why; the counter sees how it stands, as everybody does. */
export function VerificationPage() {
  const { slug, vendorName, role } = useOutletContext<DashboardContext>();
  useTitle(`Verification · ${vendorName}`);
  return mayManage(role) ? <VerificationView slug={slug} /> : <VerificationStatus slug={slug} />;
}
