import Typography from "@mui/material/Typography";
import type { Order } from "@/api/types";
import { addressInShort } from "@/lib/addressForms";

/** How and to whom the order goes. */
export function HandOver({ order }: { order: Order }) {
  const { address, contact } = order;
  const where = address && addressInShort(address);
  return (
    <Typography variant="body2" sx={{ mt: 2, color: "text.secondary", overflowWrap: "anywhere" }}>
      {order.fulfilment === "delivery"
        ? `Delivery to ${where ?? contact.name}`
        : `Picked up by ${contact.name}`}
      {order.note && (
        <>
          <br />“{order.note}”
        </>
      )}
    </Typography>
  );
}
