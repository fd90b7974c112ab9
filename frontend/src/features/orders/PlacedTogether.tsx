import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { CircleCheck, SearchX } from "lucide-react";
import { Link } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { OrderCard } from "./OrderCard";
import { checkoutOrdersQuery } from "./queries";

/** The orders of one check-out, right after it. */
export function PlacedTogether({ checkout }: { checkout: string }) {
  const query = useQuery(checkoutOrdersQuery(checkout));
  const all = (
    <Button component={Link} to="/orders" variant="outlined" sx={{ justifySelf: "start" }}>
      {t("All my orders")}
    </Button>
  );
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={2} height={112} />}>
      {(orders) =>
        orders.length === 0 ? (
          <StateMessage icon={SearchX} title={t("No orders of this check-out")} action={all} />
        ) : (
          <Box sx={{ display: "grid", gap: 2 }}>
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
                  {orders.length === 1
                    ? t("Your order is placed")
                    : t("Your {count} orders are placed", { count: orders.length })}
                </Typography>
                <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
                  {rich("Each business has its own. We sent each tracking link to {email}.", {
                    email: orders[0]?.contact.email,
                  })}
                </Typography>
              </div>
            </Box>
            {orders.map((order) => (
              <OrderCard key={order.uid} order={order} />
            ))}
            {all}
          </Box>
        )
      }
    </QueryView>
  );
}
