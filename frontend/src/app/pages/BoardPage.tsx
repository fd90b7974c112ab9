import { useOutletContext } from "react-router";
import { Board } from "@/features/orders/board/Board";
import type { DashboardContext } from "./DashboardLayout";

export function BoardPage() {
  const { slug, vendorName } = useOutletContext<DashboardContext>();
  return <Board slug={slug} vendorName={vendorName} />;
}
