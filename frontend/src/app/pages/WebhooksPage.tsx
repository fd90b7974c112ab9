import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { useOutletContext, useParams } from "react-router";
import { mayManage } from "@/api/roles";
import { StateMessage } from "@/components/StateMessage";
import { DeliveriesView } from "@/features/webhooks/DeliveriesView";
import { WebhooksView } from "@/features/webhooks/WebhooksView";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function WebhooksPage() {
  return <ForOffice>{({ slug }) => <WebhooksView slug={slug} />}</ForOffice>;
}

export function WebhookPage() {
  const { id } = useParams();
  return <ForOffice>{({ slug }) => <DeliveriesView slug={slug} id={Number(id)} />}</ForOffice>;
}

function ForOffice({ children }: { children: (context: DashboardContext) => ReactNode }) {
  const context = useOutletContext<DashboardContext>();
  useTitle(`Webhooks · ${context.vendorName}`);
  if (mayManage(context.role)) return children(context);
  return (
    <StateMessage icon={Lock} title="Webhooks are for owners and managers" role="alert">
      Ask an owner of {context.vendorName} if a program needs one.
    </StateMessage>
  );
}
