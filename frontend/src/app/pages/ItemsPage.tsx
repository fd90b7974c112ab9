import { useOutletContext } from "react-router";
import { mayManage } from "@/api/roles";
import { ItemEditor } from "@/features/vendors/ItemEditor";
import { useTitle } from "@/lib/useTitle";
import type { DashboardContext } from "./DashboardLayout";

export function ItemsPage() {
  const { slug, vendorName, role } = useOutletContext<DashboardContext>();
  useTitle(`Items · ${vendorName}`);
  return <ItemEditor slug={slug} canManage={mayManage(role)} />;
}
