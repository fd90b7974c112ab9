import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Archive } from "lucide-react";
import type { ReactNode } from "react";
import type { OrderSummary } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { StatusChip } from "@/components/StatusChip";
import { finishedQuery } from "../queries";
import type { Move } from "./Board";
import { BoardCard } from "./BoardCard";
import { matches, type PendingMove } from "./groups";

interface Props {
  slug: string;
  search: string;
  pending: ReadonlyMap<string, PendingMove>;
  onMove: Move;
  /** What else can be done with an order that is over. */
  actionFor?: (order: OrderSummary) => ReactNode;
}

export function FinishedOrders({ slug, search, pending, onMove, actionFor }: Props) {
  const query = useInfiniteQuery(finishedQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} />}>
      {({ pages }) => {
        const orders = pages.flatMap((page) => page.results).filter((order) => matches(order, search));
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
                  <BoardCard order={order} pending={pending.get(order.uid)} onMove={onMove} />
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
