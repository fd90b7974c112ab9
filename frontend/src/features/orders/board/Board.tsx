import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { type ReactNode, useState } from "react";
import type { OrderSummary, Transition } from "@/api/types";
import { ConnectionState } from "@/components/ConnectionState";
import { QueryView } from "@/components/QueryView";
import { useTitle } from "@/lib/useTitle";
import { BoardBar } from "./BoardBar";
import { BoardColumns } from "./BoardColumns";
import { FinishedOrders } from "./FinishedOrders";
import { FreshOrders } from "./FreshOrders";
import { groupBoard, type PendingMove } from "./groups";
import { Notice } from "./Notice";
import { UndoBar } from "./UndoBar";
import { useAdvance } from "./useAdvance";
import { useLiveBoard } from "./useLiveBoard";
import { useUndoWindow } from "./useUndoWindow";

export type Move = (order: OrderSummary, transition: Transition, reason?: string) => void;

interface Props {
  slug: string;
  vendorName: string;
  actionForFinished?: (order: OrderSummary) => ReactNode;
}

export function Board({ slug, vendorName, actionForFinished }: Props) {
  const { query, connection, fresh } = useLiveBoard(slug);
  const [search, setSearch] = useState("");
  const [view, setView] = useState<"open" | "finished">("open");
  const [column, setColumn] = useState<string>("placed");
  const [notice, setNotice] = useState<string | null>(null);
  const advance = useAdvance(slug, setNotice);
  const { pending, add, amend, undo } = useUndoWindow<PendingMove>((uid, move) =>
    advance.mutate({ uid, ...move }),
  );
  const waiting = query.data?.filter((order) => order.status === "placed").length ?? 0;
  useTitle(`${waiting ? `(${waiting}) ` : ""}Orders · ${vendorName}`);

  const move: Move = (order, { to, label }, reason) => {
    setNotice(null);
    add(order.uid, { to, label, reason, reference: order.reference, expectedSequence: order.sequence });
  };
  const show = (order: OrderSummary): void => {
    setView("open");
    setColumn(order.status);
    // After the column has been drawn
    requestAnimationFrame(() =>
      document.getElementById(`order-${order.uid}`)?.scrollIntoView({ block: "center" }),
    );
  };
  return (
    <>
      <BoardBar
        search={search}
        onSearch={setSearch}
        view={view}
        onView={setView}
        connection={<ConnectionState connection={connection} />}
      />
      <FreshOrders orders={query.data?.filter(({ uid }) => fresh.has(uid)) ?? []} onShow={show} />
      <Notice message={notice} onClose={() => setNotice(null)} />
      {view === "finished" ? (
        <FinishedOrders
          slug={slug}
          search={search}
          pending={pending}
          onMove={move}
          actionFor={actionForFinished}
        />
      ) : (
        <QueryView query={query} skeleton={<BoardSkeleton />}>
          {(orders) => (
            <BoardColumns
              columns={groupBoard(orders, pending, search)}
              fresh={fresh}
              chosen={column}
              onChoose={setColumn}
              onMove={move}
            />
          )}
        </QueryView>
      )}
      <UndoBar
        pending={pending}
        onUndo={undo}
        onPromise={(uid, readyInMinutes) => amend(uid, (held) => ({ ...held, readyInMinutes }))}
      />
    </>
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
