import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Undo2 } from "lucide-react";
import type { PendingMove } from "./groups";
import { UNDO_MS } from "./useUndoWindow";

interface Props {
  pending: ReadonlyMap<string, PendingMove>;
  onUndo: (uid: string) => void;
}

/** Every move can be taken back for five seconds, each on its own. */
export function UndoBar({ pending, onUndo }: Props) {
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
        maxWidth: 460,
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
            display: "flex",
            alignItems: "center",
            gap: 2,
            pl: 2.5,
            pr: 1,
            minHeight: 56,
            borderRadius: 3.5,
            bgcolor: "text.primary",
            color: "background.paper",
            boxShadow: "0 12px 32px rgb(0 0 0 / 30%)",
          }}
        >
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
        </Box>
      ))}
    </Box>
  );
}
