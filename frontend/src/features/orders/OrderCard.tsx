import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { ChevronRight } from "lucide-react";
import { Link } from "react-router";
import type { OrderSummary } from "@/api/types";
import { Moment } from "@/components/Moment";
import { StatusChip } from "@/components/StatusChip";
import { formatMoney } from "@/lib/money";
import { OrderAgain } from "./again/OrderAgain";
import { itemsInShort } from "./itemsInShort";
import { FINISHED_STATUSES } from "./queries";

export function OrderCard({ order }: { order: OrderSummary }) {
  return (
    <Card
      component="article"
      sx={{
        position: "relative",
        p: 2,
        display: "flex",
        gap: 2,
        alignItems: "center",
        "&:hover": { borderColor: "primary.main" },
      }}
    >
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", flexWrap: "wrap", mb: 0.75 }}>
          <Typography variant="h3" component="h2">
            <Box
              component={Link}
              to={`/orders/${order.uid}`}
              sx={{
                color: "inherit",
                textDecoration: "none",
                "&::after": { content: '""', position: "absolute", inset: 0 },
              }}
            >
              {order.vendor.name}
            </Box>
          </Typography>
          <StatusChip status={order.status} label={order.status_label} />
        </Box>
        <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
          {itemsInShort(order.items)}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary", mt: 0.5 }}>
          {order.reference} · {formatMoney(order.total)} · <Moment iso={order.placed_at} />
        </Typography>
        {FINISHED_STATUSES.includes(order.status) && (
          // Above the link that the whole card is.
          <Box sx={{ position: "relative", zIndex: 1, mt: 0.5, ml: -2, width: "fit-content" }}>
            <OrderAgain order={order} variant="text" />
          </Box>
        )}
      </Box>
      <ChevronRight size={22} aria-hidden />
    </Card>
  );
}
