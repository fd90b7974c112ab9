import { Page } from "@/components/Page";
import { BasketsView } from "@/features/orders/basket/BasketsView";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function BasketPage() {
  useTitle(t("Basket"));
  return (
    <Page title={t("Basket")} width={1080}>
      <BasketsView />
    </Page>
  );
}
