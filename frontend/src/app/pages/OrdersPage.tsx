import { Page } from "@/components/Page";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { MyOrders } from "@/features/orders/MyOrders";
import { useTitle } from "@/lib/useTitle";

export function OrdersPage() {
  useTitle("My orders");
  return (
    <RequireAccount>
      {() => (
        <Page title="My orders" width={760}>
          <MyOrders />
        </Page>
      )}
    </RequireAccount>
  );
}
