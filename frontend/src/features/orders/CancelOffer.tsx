import Button from "@mui/material/Button";
import type { Order } from "@/api/types";
import { ActionAlert } from "@/components/ActionAlert";
import { cancelOfferedAt } from "@/components/timers";
import { t } from "@/lib/language/catalogue";
import { clockTime } from "@/lib/time";

interface Props {
  order: Order;
  isPending: boolean;
  onCancel: () => void;
}

/** The customer's choice once the vendor's time to answer is over. Waiting takes no press: nothing happens by itself. */
export function CancelOffer({ order, isPending, onCancel }: Props) {
  const offeredAt = cancelOfferedAt(order.timers);
  if (!offeredAt) return null;
  return (
    <ActionAlert
      severity="warning"
      title={t("{name} has not answered by {time}", { name: order.vendor.name, time: clockTime(offeredAt) })}
      action={
        <Button variant="contained" color="error" loading={isPending} onClick={onCancel}>
          {t("Cancel order")}
        </Button>
      }
    >
      {t("You can cancel now, or go on waiting: the order stays as it is until you or {name} decide.", {
        name: order.vendor.name,
      })}
    </ActionAlert>
  );
}
