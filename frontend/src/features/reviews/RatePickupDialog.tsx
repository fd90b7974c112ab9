import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { FormDialog } from "@/components/FormDialog";
import { QueryView } from "@/components/QueryView";
import { StarRow } from "@/components/StarRow";
import { t } from "@/lib/language/catalogue";
import { PickupForm } from "./PickupForm";
import { reasonInWords } from "./pickupReasons";
import { pickupQuery } from "./queries";

const WHY_NOT = (): Record<string, string> => ({
  not_offered: t(
    "Your business does not rate pick-ups. An owner or manager can change that in the settings.",
  ),
  no_pickup: t("Only a completed pick-up can be rated."),
  already_reviewed: t("The customer's review is public already, so the pick-up is not rated any more."),
  too_late: t("The time for rating this pick-up is over."),
});

interface Props {
  order: { uid: string; reference: string };
  onClose: () => void;
}

export function RatePickupDialog({ order, onClose }: Props) {
  const query = useQuery(pickupQuery(order.uid));
  return (
    <FormDialog
      title={t("Pick-up of {reference}", { reference: order.reference })}
      hint={t("The customer sees it once both of you have rated, or after a week. It is never public.")}
      onClose={onClose}
    >
      <QueryView query={query} skeleton={<Skeleton variant="rounded" height={140} />}>
        {({ allowed, reason, pickup }) => {
          if (allowed) return <PickupForm orderUid={order.uid} onDone={onClose} />;
          return (
            <>
              {pickup ? (
                <Typography component="div">
                  <StarRow rating={pickup.rating} /> {pickup.reasons.map(reasonInWords).join(" · ")}
                </Typography>
              ) : (
                <Typography>{WHY_NOT()[reason ?? ""] ?? t("This pick-up cannot be rated.")}</Typography>
              )}
              <Button variant="contained" onClick={onClose}>
                {t("Close")}
              </Button>
            </>
          );
        }}
      </QueryView>
    </FormDialog>
  );
}
