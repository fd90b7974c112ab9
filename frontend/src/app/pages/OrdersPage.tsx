import Box from "@mui/material/Box";
import { useSearchParams } from "react-router";
import { Page } from "@/components/Page";
import { KeepAccount } from "@/features/accounts/guest/KeepAccount";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { MyOrders } from "@/features/orders/MyOrders";
import { PlacedTogether } from "@/features/orders/PlacedTogether";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function OrdersPage() {
  const checkout = useSearchParams()[0].get("checkout");
  useTitle(t("My orders"));
  return (
    <RequireAccount>
      {() => (
        <Page title={t("My orders")} width={760}>
          {checkout ? (
            <Box sx={{ display: "grid", gap: 2 }}>
              <PlacedTogether checkout={checkout} />
              <KeepAccount />
            </Box>
          ) : (
            <MyOrders />
          )}
        </Page>
      )}
    </RequireAccount>
  );
}
