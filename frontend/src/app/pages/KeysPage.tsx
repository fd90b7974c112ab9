import { Lock } from "lucide-react";
import { useOutletContext } from "react-router";
import { mayChangeKeys, mayManage } from "@/api/roles";
import { StateMessage } from "@/components/StateMessage";
import { KeysView } from "@/features/vendors/keys/KeysView";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function KeysPage() {
  const { slug, vendorName, role } = useOutletContext<DashboardContext>();
  useTitle(`API keys · ${vendorName}`);
  if (!mayManage(role)) {
    return (
      <StateMessage icon={Lock} title="API keys are for owners and managers" role="alert">
        Ask an owner of {vendorName} if a program needs one.
      </StateMessage>
    );
  }
  return <KeysView slug={slug} canChange={mayChangeKeys(role)} />;
}
