import IconButton from "@mui/material/IconButton";
import { Printer } from "lucide-react";
import type { OrderSummary } from "@/api/types";
import { useBoard } from "./BoardContext";

/** What goes on the bag, to print. As tall as a thumb, in a line that is not. */
export function SlipButton({ order }: { order: OrderSummary }) {
  const { print } = useBoard();
  return (
    <IconButton
      aria-label={`Slip of ${order.reference}`}
      data-shortcut="print"
      onClick={() => print(order)}
      sx={{ color: "text.secondary", my: -1.25, mr: -1 }}
    >
      <Printer size={18} />
    </IconButton>
  );
}
