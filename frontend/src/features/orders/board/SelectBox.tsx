import Checkbox from "@mui/material/Checkbox";
import { useBoard } from "./BoardContext";

/** Takes an order into the next move of several. */
export function SelectBox({ uid, reference }: { uid: string; reference: string }) {
  const { selected, toggle } = useBoard();
  return (
    <Checkbox
      checked={selected.has(uid)}
      onChange={() => toggle(uid)}
      slotProps={{ input: { "aria-label": `Select ${reference}` } }}
      sx={{ width: 44, height: 44, m: -1, mr: 0 }}
    />
  );
}
