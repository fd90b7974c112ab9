import Typography from "@mui/material/Typography";
import type { Order } from "@/api/types";
import { addressInShort } from "@/lib/addressForms";
import { t } from "@/lib/language/catalogue";

/** How and to whom the order goes. */
export function HandOver({ order }: { order: Order }) {
  const { address, contact } = order;
  const where = address && addressInShort(address);
  return (
    <Typography variant="body2" sx={{ mt: 2, color: "text.secondary", overflowWrap: "anywhere" }}>
      {order.fulfilment === "delivery"
        ? t("Delivery to {where}", { where: where ?? contact.name })
        : t("Picked up by {contact}", { contact: contact.name })}
      {order.note && (
        <>
          <br />“{order.note}”
        </>
      )}
    </Typography>
  );
}
