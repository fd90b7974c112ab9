import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Undo2 } from "lucide-react";
import { useNow } from "@/lib/useNow";
import type { KeptMove } from "./moveQueue";
import { ReadyIn } from "./ReadyIn";
import { UNDO_MS } from "./useMoves";

interface Props {
  kept: readonly KeptMove[];
  onUndo: (group: string) => void;
  onPromise: (group: string, readyAt: string | undefined, holdMs?: number) => void;
}

/** The moves after which the customer asks "when?". */
const ASKS_WHEN = new Set(["accepted", "preparing", "out_for_delivery"]);

/** What was done with one gesture, as long as it can be taken back. */
function gesturesOf(kept: readonly KeptMove[], now: number): KeptMove[][] {
  const gestures = new Map<string, KeptMove[]>();
  for (const move of kept) {
    if (move.refused !== undefined || move.heldUntil <= now) continue;
    gestures.set(move.group, [...(gestures.get(move.group) ?? []), move]);
  }
  return [...gestures.values()];
}

/** Every move can be taken back for five seconds, each gesture on its own; meanwhile a time can be promised with it. */
export function UndoBar({ kept, onUndo, onPromise }: Props) {
  useNow();
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
      {gesturesOf(kept, Date.now()).map((gesture) => (
        <Gesture key={gesture[0]?.group} gesture={gesture} onUndo={onUndo} onPromise={onPromise} />
      ))}
    </Box>
  );
}

function Gesture({ gesture, onUndo, onPromise }: Omit<Props, "kept"> & { gesture: KeptMove[] }) {
  const [first] = gesture;
  if (!first) return null;
  const { group, act, heldUntil } = first;
  const name = gesture.length === 1 ? act.reference : `${gesture.length} orders`;
  return (
    <Box
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
          <strong>{name}</strong> · {act.label}
        </Box>
        <Button
          color="inherit"
          startIcon={<Undo2 size={18} />}
          data-shortcut="undo"
          onClick={() => onUndo(group)}
          aria-label={`Undo ${name}`}
        >
          Undo
        </Button>
      </Box>
      {ASKS_WHEN.has(act.to) && (
        <ReadyIn
          name={name}
          chosen={act.readyAt}
          onChoose={(readyAt, holdMs) => onPromise(group, readyAt, holdMs)}
        />
      )}
      <Countdown key={heldUntil} ms={Math.max(heldUntil - Date.now(), 0) || UNDO_MS} />
    </Box>
  );
}

function Countdown({ ms }: { ms: number }) {
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
        animation: "runOut linear forwards",
      }}
      style={{ animationDuration: `${ms}ms` }}
    />
  );
}
