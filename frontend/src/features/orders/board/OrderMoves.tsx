import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useState } from "react";
import type { Transition } from "@/api/types";
import { ReasonDialog } from "@/components/ReasonDialog";
import { useBoard } from "./BoardContext";
import { type BoardOrder, nextMoves } from "./groups";
import { MoveMenu } from "./MoveMenu";
import { arrangeMoves } from "./moves";

/** The next step under the thumb, the others behind the menu. */
export function OrderMoves({ of }: { of: BoardOrder }) {
  const { move, table } = useBoard();
  const [asking, setAsking] = useState<Transition | null>(null);
  const { reference } = of.order;
  const { next, others } = arrangeMoves(nextMoves(of, table));
  const choose = (transition: Transition): void =>
    transition.requires_reason ? setAsking(transition) : move([of], transition);
  return (
    <Box sx={{ display: "flex", gap: 0.5, mt: 1, alignItems: "center" }}>
      {next ? (
        <Button
          variant="contained"
          fullWidth
          data-shortcut="next"
          onClick={() => choose(next)}
          sx={{ whiteSpace: "normal", lineHeight: 1.2, px: 1 }}
        >
          {next.label}
        </Button>
      ) : (
        <Box sx={{ flex: 1 }} />
      )}
      <MoveMenu reference={reference} moves={others} onChoose={choose} />
      {asking && (
        <ReasonDialog
          title={`${asking.label}: ${reference}`}
          hint="The customer reads your reason on the tracking page."
          confirm={asking.label}
          onClose={() => setAsking(null)}
          onConfirm={(reason) => {
            setAsking(null);
            move([of], asking, reason);
          }}
        />
      )}
    </Box>
  );
}
