import { Lock } from "lucide-react";
import { useOutletContext } from "react-router";
import { mayManage } from "@/api/roles";
import { StateMessage } from "@/components/StateMessage";
import { SettingsView } from "@/features/vendors/settings/SettingsView";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function SettingsPage() {
  const { slug, vendorName, role } = useOutletContext<DashboardContext>();
  useTitle(`Settings · ${vendorName}`);
  if (mayManage(role)) return <SettingsView slug={slug} />;
  return (
    <StateMessage icon={Lock} title="This is for owners and managers" role="alert">
      Ask one of them when something here should change.
    </StateMessage>
  );
}
