import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { Bike, Phone, Store } from "lucide-react";
import type { OrderSummary } from "@/api/types";
import { formatMoney } from "@/lib/money";

/** What the customer wrote, so that nobody prepares past it. */
export function CustomerNote({ note }: { note: string }) {
  if (!note) return null;
  return (
    <Typography
      variant="body2"
      sx={{
        mt: 0.75,
        px: 1,
        py: 0.5,
        borderRadius: 2,
        bgcolor: "accentSoft.main",
        color: "accentSoft.contrastText",
        overflowWrap: "anywhere",
      }}
    >
      {note}
    </Typography>
  );
}

/** For whom, how much, and whom to call. */
export function OrderFacts({ order }: { order: OrderSummary }) {
  const Way = order.fulfilment === "delivery" ? Bike : Store;
  return (
    <Box
      sx={{
        mt: 0.75,
        display: "flex",
        columnGap: 1.5,
        flexWrap: "wrap",
        alignItems: "center",
        fontSize: "0.875rem",
        color: "text.secondary",
      }}
    >
      <Box component="span" sx={{ display: "inline-flex", gap: 0.5, alignItems: "center" }}>
        <Way size={15} aria-label={order.fulfilment === "delivery" ? "Delivery" : "Pick up"} />
        {order.contact.name}
      </Box>
      <span>{formatMoney(order.total)}</span>
      {order.contact.phone && (
        <Link
          href={`tel:${order.contact.phone}`}
          sx={{ display: "inline-flex", gap: 0.5, alignItems: "center", minHeight: 44 }}
        >
          <Phone size={14} aria-hidden />
          {order.contact.phone}
        </Link>
      )}
    </Box>
  );
}
