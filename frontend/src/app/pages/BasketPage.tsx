import { Page } from "@/components/Page";
import { BasketsView } from "@/features/orders/basket/BasketsView";
import { useTitle } from "@/lib/useTitle";

export function BasketPage() {
  useTitle("Basket");
  return (
    <Page title="Basket" width={1080}>
      <BasketsView />
    </Page>
  );
}
