import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { Bike, Phone, Store } from "lucide-react";
import { useState } from "react";
import type { OrderSummary, Transition } from "@/api/types";
import { Moment } from "@/components/Moment";
import { ReasonDialog } from "@/components/ReasonDialog";
import { TimerNotes } from "@/components/TimerNotes";
import { formatMoney } from "@/lib/money";
import { isAwaited } from "@/lib/progress";
import { itemsInShort } from "../itemsInShort";
import type { Move } from "./Board";
import { DueTime } from "./DueTime";
import type { PendingMove } from "./groups";
import { MoveMenu } from "./MoveMenu";
import { arrangeMoves } from "./moves";

interface Props {
  order: OrderSummary;
  pending: PendingMove | undefined;
  fresh?: boolean;
  onMove: Move;
}

/** One order on the counter: what, for whom, since when, and the next step under the thumb. */
export function BoardCard({ order, pending, fresh = false, onMove }: Props) {
  const [asking, setAsking] = useState<Transition | null>(null);
  const { next, others } = arrangeMoves(order.allowed_transitions);
  const choose = (transition: Transition): void =>
    transition.requires_reason ? setAsking(transition) : onMove(order, transition);
  const Way = order.fulfilment === "delivery" ? Bike : Store;
  return (
    <Card
      component="article"
      id={`order-${order.uid}`}
      aria-label={`Order ${order.reference}`}
      sx={{
        p: 1.5,
        borderRadius: 3,
        opacity: pending ? 0.72 : 1,
        borderColor: fresh ? "secondary.main" : "divider",
        "@keyframes arrive": {
          from: { backgroundColor: "var(--mui-palette-accentSoft-main)", transform: "translateY(-6px)" },
        },
        animation: fresh ? "arrive 2.5s ease-out" : "none",
        boxShadow: fresh ? "0 0 0 3px var(--mui-palette-accentSoft-main)" : "none",
      }}
    >
      <Box sx={{ display: "flex", justifyContent: "space-between", gap: 1, alignItems: "baseline" }}>
        <Typography variant="h4" component="h3" sx={{ fontVariantNumeric: "tabular-nums" }}>
          {order.reference}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
          <Moment iso={order.placed_at} />
        </Typography>
      </Box>
      <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: "anywhere" }}>
        {itemsInShort(order.items, 3)}
      </Typography>
      {order.note && (
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
          {order.note}
        </Typography>
      )}
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
      {order.estimated_ready_at && isAwaited(order.status, order.fulfilment) && (
        <DueTime iso={order.estimated_ready_at} />
      )}
      {!pending && order.timers.length > 0 && (
        <Box sx={{ mt: 0.75 }}>
          <TimerNotes timers={order.timers} vendorName={order.vendor.name} reader="vendor" />
        </Box>
      )}
      {!pending && (next || others.length > 0) && (
        <Box sx={{ display: "flex", gap: 0.5, mt: 1 }}>
          {next && (
            <Button
              variant="contained"
              fullWidth
              onClick={() => choose(next)}
              sx={{ whiteSpace: "normal", lineHeight: 1.2, px: 1 }}
            >
              {next.label}
            </Button>
          )}
          <MoveMenu reference={order.reference} moves={others} onChoose={choose} />
        </Box>
      )}
      {asking && (
        <ReasonDialog
          title={`${asking.label}: ${order.reference}`}
          hint="The customer reads your reason on the tracking page."
          confirm={asking.label}
          onClose={() => setAsking(null)}
          onConfirm={(reason) => {
            setAsking(null);
            onMove(order, asking, reason);
          }}
        />
      )}
    </Card>
  );
}
