import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { ListChecks } from "lucide-react";
import { Moment } from "@/components/Moment";
import { StateMessage } from "@/components/StateMessage";
import { StatusChip } from "@/components/StatusChip";
import { formatMoney } from "@/lib/money";
import { itemsInShort } from "../itemsInShort";
import { useBoard } from "./BoardContext";
import { DueTime } from "./DueTime";
import { type BoardOrder, COLUMNS } from "./groups";
import { CustomerNote } from "./OrderFacts";
import { OrderMoves } from "./OrderMoves";
import { SelectBox } from "./SelectBox";
import { SlipButton } from "./SlipButton";
import { UnsentChip } from "./UnsentChip";

const TITLES: Record<string, string> = Object.fromEntries(COLUMNS);

/** The open orders one below the other, what is due first on top: for a narrow screen, or a long evening. */
export function OrderRows({ orders }: { orders: readonly BoardOrder[] }) {
  if (orders.length === 0)
    return (
      <StateMessage icon={ListChecks} title="Nothing to do here">
        New orders arrive by themselves.
      </StateMessage>
    );
  return (
    <Box
      component="ul"
      aria-label="Open orders"
      sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 1 }}
    >
      {orders.map((each) => (
        <Box component="li" key={each.order.uid}>
          <OrderRow of={each} />
        </Box>
      ))}
    </Box>
  );
}

function OrderRow({ of }: { of: BoardOrder }) {
  const { fresh, selecting, selected } = useBoard();
  const { order, status, pending } = of;
  return (
    <Box
      component="article"
      id={`order-${order.uid}`}
      aria-label={`Order ${order.reference}`}
      data-order={order.uid}
      tabIndex={-1}
      sx={{
        display: "grid",
        gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "200px minmax(0, 1fr) 240px" },
        columnGap: 2,
        rowGap: 0.5,
        alignItems: "center",
        p: 1.5,
        borderRadius: 3,
        border: 1,
        borderStyle: pending.length > 0 ? "dashed" : "solid",
        borderColor: fresh.has(order.uid)
          ? "secondary.main"
          : selected.has(order.uid)
            ? "primary.main"
            : "divider",
        bgcolor: "background.paper",
        scrollMarginBlock: 96,
        "&:focus-visible": { outline: "3px solid", outlineColor: "primary.main", outlineOffset: 2 },
      }}
    >
      <Box sx={{ display: "flex", gap: 1, alignItems: "center", minWidth: 0 }}>
        {selecting && <SelectBox uid={order.uid} reference={order.reference} />}
        <Box sx={{ minWidth: 0, flex: 1 }}>
          <Typography variant="h4" component="h2" sx={{ fontVariantNumeric: "tabular-nums" }}>
            {order.reference}
          </Typography>
          <StatusChip status={status} label={TITLES[status] ?? order.status_label} />
        </Box>
        <SlipButton order={order} />
      </Box>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
          {itemsInShort(order.items, 6)}
        </Typography>
        <CustomerNote note={order.note} />
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {order.contact.name} · {order.fulfilment === "delivery" ? "delivery" : "pick up"} ·{" "}
          {formatMoney(order.total)} · <Moment iso={order.placed_at} />
        </Typography>
        <DueTime of={of} />
        <UnsentChip pending={pending} />
      </Box>
      <OrderMoves of={of} />
    </Box>
  );
}
