import { useQuery } from "@tanstack/react-query";
import { useOutletContext } from "react-router";
import { Board } from "@/features/orders/board/Board";
import { RatePickup } from "@/features/reviews/RatePickup";
import { vendorQuery } from "@/features/vendors/queries";
import type { DashboardContext } from "./DashboardLayout";

export function BoardPage() {
  const { slug, vendorName } = useOutletContext<DashboardContext>();
  const { data: vendor } = useQuery(vendorQuery(slug));
  return (
    <Board
      slug={slug}
      vendorName={vendorName}
      actionForFinished={(order) =>
        vendor?.rates_pickups &&
        order.status === "completed" &&
        order.fulfilment === "pickup" && <RatePickup order={order} />
      }
    />
  );
}
