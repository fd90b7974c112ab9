import IconButton from "@mui/material/IconButton";
import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";
import { EllipsisVertical } from "lucide-react";
import { useState } from "react";
import type { Transition } from "@/api/types";

interface Props {
  reference: string;
  moves: Transition[];
  onChoose: (transition: Transition) => void;
}

export function MoveMenu({ reference, moves, onChoose }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (moves.length === 0) return null;
  return (
    <>
      <IconButton
        aria-label={`Other moves for ${reference}`}
        aria-haspopup="menu"
        aria-expanded={Boolean(anchor)}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <EllipsisVertical size={20} />
      </IconButton>
      <Menu open={Boolean(anchor)} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {moves.map((move) => (
          <MenuItem
            key={move.to}
            sx={move.requires_reason ? { color: "error.main" } : undefined}
            onClick={() => {
              setAnchor(null);
              onChoose(move);
            }}
          >
            {move.label}
            {move.requires_reason && "…"}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}
