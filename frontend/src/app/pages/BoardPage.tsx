import { useQuery } from "@tanstack/react-query";
import { useOutletContext } from "react-router";
import { mayManage } from "@/api/roles";
import { Board } from "@/features/orders/board/Board";
import { RatePickup } from "@/features/reviews/RatePickup";
import { CounterTools } from "@/features/vendors/counter/CounterTools";
import { PauseBanner } from "@/features/vendors/counter/PauseBanner";
import { vendorQuery } from "@/features/vendors/queries";
import type { DashboardContext } from "./DashboardLayout";

/** A colleague's pause shows within this time. */
const RENEW_MS = 60_000;

export function BoardPage() {
  const { slug, vendorName, role, ownId } = useOutletContext<DashboardContext>();
  const { data: vendor } = useQuery({ ...vendorQuery(slug), refetchInterval: RENEW_MS });
  return (
    <>
      {vendor && <PauseBanner vendor={vendor} />}
      <Board
        slug={slug}
        vendorName={vendorName}
        personId={ownId}
        tools={<CounterTools slug={slug} mayManage={mayManage(role)} />}
        actionForFinished={(order) =>
          vendor?.rates_pickups &&
          order.status === "completed" &&
          order.fulfilment === "pickup" && <RatePickup order={order} />
        }
      />
    </>
  );
}
