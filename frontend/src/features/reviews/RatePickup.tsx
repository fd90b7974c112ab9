import Button from "@mui/material/Button";
import { Star } from "lucide-react";
import { useState } from "react";
import { t } from "@/lib/language/catalogue";
import { RatePickupDialog } from "./RatePickupDialog";

interface Props {
  order: { uid: string; reference: string };
}

/** On the board, for a completed pick-up of a business that rates them. */
export function RatePickup({ order }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        startIcon={<Star size={16} />}
        onClick={() => setOpen(true)}
        aria-label={t("Rate the pick-up of order {reference}", { reference: order.reference })}
        sx={{ mt: 0.5, minHeight: 44 }}
      >
        {t("Rate the pick-up")}
      </Button>
      {open && <RatePickupDialog order={order} onClose={() => setOpen(false)} />}
    </>
  );
}
