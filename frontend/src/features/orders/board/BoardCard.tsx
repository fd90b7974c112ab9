import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { Moment } from "@/components/Moment";
import { TimerNotes } from "@/components/TimerNotes";
import { itemsInShort } from "../itemsInShort";
import { useBoard } from "./BoardContext";
import { DueTime } from "./DueTime";
import type { BoardOrder } from "./groups";
import { CustomerNote, OrderFacts } from "./OrderFacts";
import { OrderMoves } from "./OrderMoves";
import { SelectBox } from "./SelectBox";
import { SlipButton } from "./SlipButton";
import { UnsentChip } from "./UnsentChip";

/** One order on the counter: what, for whom, since when, and the next step under the thumb. */
export function BoardCard({ of }: { of: BoardOrder }) {
  const { fresh: arrived, selecting, selected } = useBoard();
  const { order, pending } = of;
  const fresh = arrived.has(order.uid);
  return (
    <Card
      component="article"
      id={`order-${order.uid}`}
      aria-label={`Order ${order.reference}`}
      data-order={order.uid}
      tabIndex={-1}
      sx={{
        p: 1.5,
        borderRadius: 3,
        borderStyle: pending.length > 0 ? "dashed" : "solid",
        borderColor: fresh ? "secondary.main" : selected.has(order.uid) ? "primary.main" : "divider",
        scrollMarginBlock: 96,
        "&:focus-visible": { outline: "3px solid", outlineColor: "primary.main", outlineOffset: 2 },
        "@keyframes arrive": {
          from: { backgroundColor: "var(--mui-palette-accentSoft-main)", transform: "translateY(-6px)" },
        },
        animation: fresh ? "arrive 2.5s ease-out" : "none",
        boxShadow: fresh ? "0 0 0 3px var(--mui-palette-accentSoft-main)" : "none",
      }}
    >
      <Box sx={{ display: "flex", gap: 1, alignItems: "center" }}>
        {selecting && <SelectBox uid={order.uid} reference={order.reference} />}
        <Typography variant="h4" component="h3" sx={{ flex: 1, fontVariantNumeric: "tabular-nums" }}>
          {order.reference}
        </Typography>
        <Typography variant="body2" sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
          <Moment iso={order.placed_at} />
        </Typography>
        <SlipButton order={order} />
      </Box>
      <Typography variant="body2" sx={{ mt: 0.5, overflowWrap: "anywhere" }}>
        {itemsInShort(order.items, 3)}
      </Typography>
      <CustomerNote note={order.note} />
      <OrderFacts order={order} />
      <DueTime of={of} />
      {pending.length === 0 && order.timers.length > 0 && (
        <Box sx={{ mt: 0.75 }}>
          <TimerNotes timers={order.timers} vendorName={order.vendor.name} reader="vendor" />
        </Box>
      )}
      <UnsentChip pending={pending} />
      <OrderMoves of={of} />
    </Card>
  );
}
