import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { StarRow } from "@/components/StarRow";
import { t } from "@/lib/language/catalogue";
import { reasonInWords } from "./pickupReasons";
import { pickupQuery } from "./queries";

interface Props {
  orderUid: string;
  vendorName: string;
}

/** How the business found the pick-up, for the customer: it appears once both have rated, and nobody else sees it. */
export function PickupNote({ orderUid, vendorName }: Props) {
  const { data } = useQuery(pickupQuery(orderUid));
  const pickup = data?.pickup;
  if (!pickup) return null;
  return (
    <Box sx={{ p: 2, borderRadius: 3, bgcolor: "neutralSoft.main" }}>
      <Typography
        variant="body2"
        component="div"
        sx={{ fontWeight: 650, display: "flex", gap: 1, flexWrap: "wrap" }}
      >
        {t("{vendorName} rated your pick-up", { vendorName })} <StarRow rating={pickup.rating} />
      </Typography>
      {pickup.reasons.length > 0 && (
        <Typography variant="body2">{pickup.reasons.map(reasonInWords).join(" · ")}</Typography>
      )}
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {t("Only you and {vendorName} see this.", { vendorName })}
      </Typography>
    </Box>
  );
}
