import Box from "@mui/material/Box";
import { QRCodeSVG } from "qrcode.react";
import type { OrderSummary } from "@/api/types";
import { formatMoney } from "@/lib/money";
import { clockTime, exactTime } from "@/lib/time";

/** What goes on the bag: black on white whatever the screen, and no phone number for others to read. */
export function Slip({ order }: { order: OrderSummary }) {
  const { reference, vendor, items, total, note, fulfilment, contact, address, placed_at, tracking_url } =
    order;
  return (
    <Box
      sx={{
        width: 288,
        maxWidth: "100%",
        p: 2,
        bgcolor: "#fff",
        color: "#000",
        fontSize: "0.875rem",
        lineHeight: 1.4,
        "& hr": { border: 0, borderTop: "1px dashed #000", my: 1.5 },
      }}
    >
      <Box sx={{ fontWeight: 650 }}>{vendor.name}</Box>
      <Box
        component="h2"
        id="slip-title"
        sx={{ m: 0, fontSize: "2rem", lineHeight: 1.2, fontVariantNumeric: "tabular-nums" }}
      >
        {reference}
      </Box>
      <div>
        {fulfilment === "delivery" ? "Delivery" : "Pick up"} · {contact.name}
      </div>
      {address && (
        <div>{[address.line1, address.line2, address.postcode, address.city].filter(Boolean).join(", ")}</div>
      )}
      <div>Placed {exactTime(placed_at)}</div>
      {order.estimated_ready_at && <strong>Promised for {clockTime(order.estimated_ready_at)}</strong>}
      <hr />
      <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0, display: "grid", gap: 0.5 }}>
        {items.map((line) => (
          <Box component="li" key={line.item} sx={{ display: "flex", gap: 1 }}>
            <strong>{line.quantity}×</strong>
            <Box sx={{ flex: 1, overflowWrap: "anywhere" }}>{line.name}</Box>
            <span>{formatMoney(line.line_total)}</span>
          </Box>
        ))}
      </Box>
      <Box sx={{ display: "flex", justifyContent: "space-between", mt: 1, fontWeight: 700 }}>
        <span>Total</span>
        <span>{formatMoney(total)}</span>
      </Box>
      {note && <Box sx={{ mt: 1.5, p: 1, border: "2px solid #000", overflowWrap: "anywhere" }}>{note}</Box>}
      <hr />
      <Box sx={{ display: "flex", gap: 1.5, alignItems: "center" }}>
        <QRCodeSVG value={tracking_url} size={88} title={`QR code of the tracking link of ${reference}`} />
        <div>Scan to follow this order and check that its history is true.</div>
      </Box>
    </Box>
  );
}
