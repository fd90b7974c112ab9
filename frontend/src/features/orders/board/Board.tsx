import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import type { OrderSummary } from "@/api/types";
import { ConnectionState } from "@/components/ConnectionState";
import { useNow } from "@/lib/useNow";
import { useTitle } from "@/lib/useTitle";
import { moveTableQuery } from "../queries";
import { BoardBar } from "./BoardBar";
import { BoardProvider } from "./BoardContext";
import { BoardView } from "./BoardView";
import { BulkBar } from "./BulkBar";
import { keeps, useBoardFilters } from "./boardFilters";
import { FinishedOrders } from "./FinishedOrders";
import { FreshOrders } from "./FreshOrders";
import { type BoardOrder, COLUMNS, withPending } from "./groups";
import { isLate } from "./lateness";
import { RefusedMoves } from "./RefusedMoves";
import { ShortcutHelp } from "./ShortcutHelp";
import { UndoBar } from "./UndoBar";
import { UnsentBar } from "./UnsentBar";
import { useArrivals, useSound } from "./useArrivals";
import { useBoardShortcuts } from "./useBoardShortcuts";
import { useLiveBoard } from "./useLiveBoard";
import { useMoves } from "./useMoves";
import { useSelection } from "./useSelection";

const SlipDialog = lazy(() => import("./SlipDialog"));
const NO_ORDERS: BoardOrder[] = [];
const ON_BOARD = new Set<string>(COLUMNS.map(([status]) => status));

interface Props {
  slug: string;
  vendorName: string;
  personId: number;
  /** A counter's, where people enter a PIN and nobody signs in. */
  isTablet?: boolean;
  /** What the counter switches besides: new orders on and off, what is sold out. */
  tools?: ReactNode;
  actionForFinished?: (order: OrderSummary) => ReactNode;
}

export function Board({ slug, vendorName, personId, isTablet = false, tools, actionForFinished }: Props) {
  const now = useNow();
  const { query, connection } = useLiveBoard(slug);
  const { data: table = [] } = useQuery(moveTableQuery);
  const moves = useMoves(slug, personId);
  const [filters, filter] = useBoardFilters(`tt-board:${personId}:${slug}`);
  const [sound, setSound] = useSound(personId);
  const [column, setColumn] = useState<string>("placed");
  const [helping, setHelping] = useState(false);
  const [slip, setSlip] = useState<OrderSummary | null>(null);
  const { data } = query;
  const fresh = useArrivals(data, sound);
  const orders = useMemo(
    () => data?.map((each) => withPending(each, moves.pending)).filter(({ status }) => ON_BOARD.has(status)),
    [data, moves.pending],
  );
  const shown = orders?.filter((each) => keeps(filters, each, now)) ?? NO_ORDERS;
  const selection = useSelection(shown);
  useBoardShortcuts({
    onFilter: filter,
    onHelp: () => setHelping(true),
    onSelecting: selection.switch,
    onToggle: selection.toggle,
  });
  const waiting = orders?.filter(({ status }) => status === "placed").length ?? 0;
  const badge = fresh.size ? `● ${fresh.size} new · ` : waiting ? `(${waiting}) ` : "";
  useTitle(`${badge}Orders · ${vendorName}`);

  const show = (order: OrderSummary): void => {
    filter({ show: "open", way: "", late: false, search: "" });
    setColumn(order.status);
    // After the card has been drawn
    requestAnimationFrame(() =>
      document.getElementById(`order-${order.uid}`)?.scrollIntoView({ block: "center" }),
    );
  };
  return (
    <BoardProvider
      value={{
        move: moves.make,
        table,
        fresh,
        obstacle: moves.obstacle,
        selecting: selection.selecting,
        selected: selection.selected,
        toggle: selection.toggle,
        print: setSlip,
      }}
    >
      <BoardBar
        filters={filters}
        onFilter={filter}
        lateCount={orders?.filter((each) => isLate(each, now)).length ?? 0}
        selecting={selection.selecting}
        onSelecting={selection.switch}
        sound={sound}
        onSound={setSound}
        onHelp={() => setHelping(true)}
        connection={<ConnectionState connection={connection} />}
        tools={tools}
      />
      <FreshOrders orders={data?.filter(({ uid }) => fresh.has(uid)) ?? []} onShow={show} />
      <UnsentBar
        kept={moves.kept}
        obstacle={moves.obstacle}
        onTry={moves.wake}
        signInPath={isTablet ? undefined : `/sign-in?next=/dashboard/${slug}`}
      />
      <RefusedMoves kept={moves.kept} onClose={moves.dismiss} />
      {filters.show === "finished" ? (
        <FinishedOrders
          slug={slug}
          search={filters.search}
          pending={moves.pending}
          actionFor={actionForFinished}
        />
      ) : (
        <>
          {selection.selecting && <BulkBar orders={selection.orders} onDone={selection.switch} />}
          <BoardView
            query={query}
            layout={filters.layout}
            shown={shown}
            column={column}
            onColumn={setColumn}
          />
        </>
      )}
      <UndoBar kept={moves.kept} onUndo={moves.undo} onPromise={moves.promise} />
      {helping && <ShortcutHelp onClose={() => setHelping(false)} />}
      {slip && (
        <Suspense fallback={null}>
          <SlipDialog order={slip} onClose={() => setSlip(null)} />
        </Suspense>
      )}
    </BoardProvider>
  );
}
