import Box from "@mui/material/Box";
import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import type { Order } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { Panel } from "@/components/Panel";
import { ShareLink } from "@/components/ShareLink";
import { StatusChip } from "@/components/StatusChip";
import { StatusProgress } from "@/components/StatusProgress";
import { Timeline } from "@/components/Timeline";
import { TimerNotes } from "@/components/TimerNotes";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { isFinal, progressSteps } from "@/lib/progress";
import { HandOver } from "./HandOver";
import { OrderItems } from "./OrderItems";

interface Props {
  order: Order;
  reader: "customer" | "vendor";
  justPlaced: boolean;
  /** An earlier try had placed it, and its answer was lost. */
  placedBefore: boolean;
  /** What is offered to somebody who ordered without a password. */
  keep: ReactNode;
  actions: ReactNode;
  review: ReactNode;
  /** The order's chain in the log, to compare. */
  chain: ReactNode;
}

export function OrderView({ order, reader, justPlaced, placedBefore, keep, actions, review, chain }: Props) {
  const steps = progressSteps(order.status, order.fulfilment);
  const link = (
    <Panel title={t("Tracking link")}>
      <Box sx={{ display: "grid", gap: 2.5, minWidth: 0 }}>
        <ShareLink url={order.tracking_url} title={t("order {reference}", { reference: order.reference })} />
        {chain}
      </Box>
    </Panel>
  );
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      {justPlaced && order.status === "placed" && <Placed order={order} placedBefore={placedBefore} />}
      {justPlaced && keep}
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "center", flexWrap: "wrap" }}>
        <Typography variant="h1" sx={{ fontSize: "clamp(1.5rem, 1.3rem + 1vw, 2rem)" }}>
          {t("Order {reference}", { reference: order.reference })}
        </Typography>
        <StatusChip status={order.status} label={order.status_label} />
        <Box sx={{ width: 1, color: "text.secondary" }}>
          {rich("from {vendor}", {
            vendor: <AppLink to={`/v/${order.vendor.slug}`}>{order.vendor.name}</AppLink>,
          })}
        </Box>
      </Box>
      <Box
        sx={{
          display: "grid",
          gap: 2,
          gridTemplateColumns: { md: "minmax(0, 1fr) minmax(0, 1fr)" },
          alignItems: "start",
        }}
      >
        <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
          {steps.length > 0 && (
            <Card sx={{ px: { xs: 0.75, sm: 3 }, py: 3 }}>
              <StatusProgress steps={steps} />
            </Card>
          )}
          <TimerNotes timers={order.timers} vendorName={order.vendor.name} reader={reader} />
          {actions}
          {!isFinal(order.status) && link}
          <Panel title={t("Items")}>
            <OrderItems order={order} />
            <HandOver order={order} />
          </Panel>
        </Box>
        <Box sx={{ display: "grid", gap: 2, minWidth: 0 }}>
          <Panel title={t("What happened")}>
            <Timeline entries={order.history} vendorName={order.vendor.name} />
          </Panel>
          <Panel title={t("Your review")}>{review}</Panel>
          {isFinal(order.status) && link}
        </Box>
      </Box>
    </Box>
  );
}

function Placed({ order, placedBefore }: { order: Order; placedBefore: boolean }) {
  return (
    <Box
      role="status"
      sx={{
        display: "flex",
        gap: 2,
        p: 2.5,
        borderRadius: 4,
        bgcolor: "brandSoft.main",
        color: "brandSoft.contrastText",
        "& svg": { flexShrink: 0 },
      }}
    >
      <CircleCheck size={28} aria-hidden />
      <div>
        <Typography sx={{ fontWeight: 700 }}>
          {t("{name} has your order", { name: order.vendor.name })}
        </Typography>
        <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
          {placedBefore &&
            `${t("It had arrived at your first try, as it was then: nothing is ordered twice.")} `}
          {t("We sent the tracking link to {email}. You can also share it from here.", {
            email: order.contact.email,
          })}
        </Typography>
      </div>
    </Box>
  );
}
