import { Lock } from "lucide-react";
import { useOutletContext } from "react-router";
import { mayManage } from "@/api/roles";
import { StateMessage } from "@/components/StateMessage";
import { turnOff } from "@/features/notifications/push/subscribing";
import { SettingsView } from "@/features/vendors/settings/SettingsView";
import { forgetDraft } from "@/lib/checkoutDraft";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

/** Who works on this device next is not told of this account, nor shown what it was about to order. */
async function leave(): Promise<void> {
  forgetDraft();
  await turnOff();
}

export function SettingsPage() {
  const { slug, vendorName, role } = useOutletContext<DashboardContext>();
  useTitle(`Settings · ${vendorName}`);
  if (mayManage(role)) return <SettingsView slug={slug} onLeave={leave} />;
  return (
    <StateMessage icon={Lock} title="This is for owners and managers" role="alert">
      Ask one of them when something here should change.
    </StateMessage>
  );
}
