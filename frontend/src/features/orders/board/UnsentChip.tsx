import Box from "@mui/material/Box";
import { CloudOff } from "lucide-react";
import { useBoard } from "./BoardContext";
import type { KeptMove } from "./moveQueue";

/** That a card stands where it does on this device alone, so far. Nothing while all goes its quick way. */
export function UnsentChip({ pending }: { pending: readonly KeptMove[] }) {
  const { obstacle } = useBoard();
  if (!obstacle || pending.length === 0) return null;
  return (
    <Box
      sx={{
        mt: 0.75,
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        px: 1,
        py: 0.25,
        borderRadius: 2,
        bgcolor: "neutralSoft.main",
        fontSize: "0.8125rem",
        fontWeight: 600,
      }}
    >
      <CloudOff size={14} aria-hidden />
      {pending.map(({ act }) => act.label).join(", ")}: not sent yet
    </Box>
  );
}
