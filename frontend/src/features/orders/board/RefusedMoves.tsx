import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import type { KeptMove } from "./moveQueue";

interface Props {
  kept: readonly KeptMove[];
  onClose: (uid: string) => void;
}

function refusedByOrder(kept: readonly KeptMove[]): Map<string, KeptMove[]> {
  const refused = new Map<string, KeptMove[]>();
  for (const move of kept)
    if (move.refused !== undefined) refused.set(move.subject, [...(refused.get(move.subject) ?? []), move]);
  return refused;
}

/** Each order whose move was not made, and why; it stays until somebody has read it. */
export function RefusedMoves({ kept, onClose }: Props) {
  const refused = refusedByOrder(kept);
  if (refused.size === 0) return null;
  return (
    <Box sx={{ display: "grid", gap: 1, mb: 2 }}>
      {[...refused].map(([uid, moves]) => {
        const after = moves.filter(({ refused: why }) => why === "");
        return (
          <Alert key={uid} severity="warning" onClose={() => onClose(uid)} sx={{ borderRadius: 3 }}>
            {moves.map(({ refused: why }) => why).join(" ")}
            {after.length > 0 && ` Nor was ${after.map(({ act }) => `“${act.label}”`).join(", ")}.`}
          </Alert>
        );
      })}
    </Box>
  );
}
