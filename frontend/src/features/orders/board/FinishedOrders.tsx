import Box from "@mui/material/Box";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import type { ReactNode } from "react";
import type { OrderSummary } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { StatusChip } from "@/components/StatusChip";
import { finishedQuery, foundQuery } from "../queries";
import { BoardCard } from "./BoardCard";
import { matches, type Pending, withPending } from "./groups";

interface Props {
  slug: string;
  search: string;
  pending: Pending;
  /** What else can be done with an order that is over. */
  actionFor?: (order: OrderSummary) => ReactNode;
}

export function FinishedOrders({ slug, search, pending, actionFor }: Props) {
  const query = useInfiniteQuery(finishedQuery(slug));
  const { data: found = [] } = useQuery(foundQuery(slug, search));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} />}>
      {({ pages }) => {
        const loaded = pages.flatMap((page) => page.results).filter((order) => matches(order, search));
        const orders = [...loaded, ...found.filter(({ uid }) => !loaded.some((order) => order.uid === uid))];
        if (orders.length === 0) {
          return (
            <StateMessage
              icon={Archive}
              title={search ? "No finished order matches" : "No finished orders yet"}
            >
              Delivered, completed, rejected and cancelled orders are kept here.
            </StateMessage>
          );
        }
        return (
          <>
            <Box
              sx={{
                display: "grid",
                gap: 2,
                gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 280px), 1fr))",
                alignItems: "start",
              }}
            >
              {orders.map((order) => (
                <Box key={order.uid}>
                  <Box sx={{ mb: 0.75 }}>
                    <StatusChip status={order.status} label={order.status_label} />
                  </Box>
                  <BoardCard of={withPending(order, pending)} />
                  {actionFor?.(order)}
                </Box>
              ))}
            </Box>
            <ShowMore query={query} />
          </>
        );
      }}
    </QueryView>
  );
}
