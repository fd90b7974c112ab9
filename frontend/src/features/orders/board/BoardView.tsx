import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import type { UseQueryResult } from "@tanstack/react-query";
import type { OrderSummary } from "@/api/types";
import { QueryView } from "@/components/QueryView";
import { BoardColumns } from "./BoardColumns";
import { type BoardOrder, groupBoard } from "./groups";
import { byUrgency } from "./lateness";
import { OrderRows } from "./OrderRows";

interface Props {
  query: Pick<UseQueryResult<OrderSummary[]>, "data" | "error" | "isPending" | "refetch">;
  layout: "board" | "list";
  shown: readonly BoardOrder[];
  /** The column that a phone shows. */
  column: string;
  onColumn: (status: string) => void;
}

/** The open orders, as columns or one below the other. */
export function BoardView({ query, layout, shown, column, onColumn }: Props) {
  return (
    <QueryView query={query} skeleton={<BoardSkeleton />}>
      {() =>
        layout === "list" ? (
          <OrderRows orders={byUrgency(shown, Date.now())} />
        ) : (
          <BoardColumns columns={groupBoard(shown)} chosen={column} onChoose={onColumn} />
        )
      }
    </QueryView>
  );
}

function BoardSkeleton() {
  return (
    <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: { xs: "1fr", md: "repeat(5, 1fr)" } }}>
      {["a", "b", "c", "d", "e"].map((key) => (
        <Skeleton key={key} variant="rounded" height={220} sx={{ borderRadius: 4 }} />
      ))}
    </Box>
  );
}
