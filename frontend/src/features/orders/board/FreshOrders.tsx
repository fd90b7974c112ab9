import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { BellRing } from "lucide-react";
import type { OrderSummary } from "@/api/types";

interface Props {
  orders: readonly OrderSummary[];
  onShow: (order: OrderSummary) => void;
}

/** Says that something has come in, also when its card is below the edge of the screen. */
export function FreshOrders({ orders, onShow }: Props) {
  return (
    <Box
      role="status"
      sx={{ position: "sticky", top: 76, zIndex: 10, display: "grid", justifyItems: "center", height: 0 }}
    >
      {orders.slice(-1).map((order) => (
        <Button
          key={order.uid}
          variant="contained"
          color="secondary"
          startIcon={<BellRing size={18} />}
          onClick={() => onShow(order)}
          sx={{ borderRadius: 99, boxShadow: "0 8px 24px rgb(0 0 0 / 22%)" }}
        >
          {orders.length === 1 ? `New order ${order.reference}` : `${orders.length} new orders`}
        </Button>
      ))}
    </Box>
  );
}
