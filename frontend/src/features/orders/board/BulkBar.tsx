import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import type { Transition } from "@/api/types";
import { ReasonDialog } from "@/components/ReasonDialog";
import { useBoard } from "./BoardContext";
import { type BoardOrder, nextMoves } from "./groups";
import { arrangeMoves } from "./moves";

/** The API's limit for one call. */
export const MOST_AT_ONCE = 50;

interface Props {
  orders: readonly BoardOrder[];
  onDone: () => void;
}

/** What can be done with all of these; a move that one of them cannot make is not offered. */
export function commonMoves(each: readonly (readonly Transition[])[]): Transition[] {
  const [first = [], ...rest] = each;
  return first.filter(({ to }) => rest.every((moves) => moves.some((move) => move.to === to)));
}

/** One move of all selected orders. */
export function BulkBar({ orders, onDone }: Props) {
  const { move, table } = useBoard();
  const [asking, setAsking] = useState<Transition | null>(null);
  const { next, others } = arrangeMoves(commonMoves(orders.map((each) => nextMoves(each, table))));
  const make = (transition: Transition, reason?: string): void => {
    move(orders.slice(0, MOST_AT_ONCE), transition, reason);
    onDone();
  };
  const choose = (transition: Transition): void =>
    transition.requires_reason ? setAsking(transition) : make(transition);
  return (
    <Box
      role="region"
      aria-label="Selected orders"
      sx={{
        position: "sticky",
        top: 72,
        zIndex: 9,
        display: "flex",
        flexWrap: "wrap",
        alignItems: "center",
        gap: 1,
        p: 1,
        pl: 2,
        mb: 2,
        borderRadius: 3,
        border: 1,
        borderColor: "primary.main",
        bgcolor: "background.paper",
      }}
    >
      <Box role="status" sx={{ fontWeight: 650, mr: "auto" }}>
        {orders.length === 0 ? "Select the orders to move" : `${orders.length} selected`}
      </Box>
      {orders.length > 0 && !next && others.length === 0 && (
        <Box sx={{ color: "text.secondary", fontSize: "0.875rem" }}>No move is common to all of them</Box>
      )}
      {next && (
        <Button variant="contained" onClick={() => choose(next)}>
          {next.label}
        </Button>
      )}
      {others.map((each) => (
        <Button key={each.to} color={each.requires_reason ? "error" : "primary"} onClick={() => choose(each)}>
          {each.label}
          {each.requires_reason && "…"}
        </Button>
      ))}
      <Button color="inherit" onClick={onDone}>
        Done
      </Button>
      {asking && (
        <ReasonDialog
          title={`${asking.label}: ${orders.length} orders`}
          hint="Every one of these customers reads your reason on the tracking page."
          confirm={asking.label}
          onClose={() => setAsking(null)}
          onConfirm={(reason) => {
            setAsking(null);
            make(asking, reason);
          }}
        />
      )}
    </Box>
  );
}
