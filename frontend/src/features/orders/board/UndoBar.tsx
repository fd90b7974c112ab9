import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Undo2 } from "lucide-react";
import type { PendingMove } from "./groups";
import { ReadyIn } from "./ReadyIn";
import { UNDO_MS } from "./useUndoWindow";

interface Props {
  pending: ReadonlyMap<string, PendingMove>;
  onUndo: (uid: string) => void;
  onPromise: (uid: string, minutes: number) => void;
}

/** The moves after which the customer asks "when?". */
const ASKS_WHEN = new Set(["accepted", "preparing", "out_for_delivery"]);

/** Every move can be taken back for five seconds, each on its own; meanwhile a time can be promised with it. */
export function UndoBar({ pending, onUndo, onPromise }: Props) {
  return (
    <Box
      role="status"
      sx={{
        position: "fixed",
        zIndex: 1300,
        bottom: "max(16px, env(safe-area-inset-bottom))",
        left: 16,
        right: 16,
        mx: "auto",
        maxWidth: 480,
        display: "grid",
        gap: 1,
        pointerEvents: "none",
      }}
    >
      {[...pending].map(([uid, move]) => (
        <Box
          key={uid}
          sx={{
            position: "relative",
            overflow: "hidden",
            pointerEvents: "auto",
            borderRadius: 3.5,
            bgcolor: "text.primary",
            color: "background.paper",
            boxShadow: "0 12px 32px rgb(0 0 0 / 30%)",
          }}
        >
          <Box sx={{ display: "flex", alignItems: "center", gap: 2, pl: 2.5, pr: 1, minHeight: 56 }}>
            <Box sx={{ flex: 1, minWidth: 0 }}>
              <strong>{move.reference}</strong> · {move.label}
            </Box>
            <Button
              color="inherit"
              startIcon={<Undo2 size={18} />}
              onClick={() => onUndo(uid)}
              aria-label={`Undo ${move.reference}`}
            >
              Undo
            </Button>
          </Box>
          {ASKS_WHEN.has(move.to) && (
            <ReadyIn
              reference={move.reference}
              chosen={move.readyInMinutes}
              onChoose={(minutes) => onPromise(uid, minutes)}
            />
          )}
          <Countdown key={move.readyInMinutes} />
        </Box>
      ))}
    </Box>
  );
}

function Countdown() {
  return (
    <Box
      aria-hidden
      sx={{
        position: "absolute",
        left: 0,
        bottom: 0,
        height: 3,
        width: 1,
        bgcolor: "secondary.main",
        transformOrigin: "left",
        "@keyframes runOut": { to: { transform: "scaleX(0)" } },
        animation: `runOut ${UNDO_MS}ms linear forwards`,
      }}
    />
  );
}
