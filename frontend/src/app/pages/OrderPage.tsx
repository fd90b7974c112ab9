import { useParams, useSearchParams } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { OrderView } from "@/features/orders/OrderView";
import { useLiveOrder } from "@/features/orders/useLiveOrder";
import { ReviewGate } from "@/features/reviews/ReviewGate";
import { useTitle } from "@/lib/useTitle";

export function OrderPage() {
  const { uid = "" } = useParams();
  return <RequireAccount>{() => <OneOrder key={uid} uid={uid} />}</RequireAccount>;
}

function OneOrder({ uid }: { uid: string }) {
  const [params] = useSearchParams();
  const { query } = useLiveOrder(uid);
  useTitle(query.data && `Order ${query.data.reference}`);
  return (
    <Page width={1080}>
      <QueryView query={query} skeleton={<CardSkeletons height={200} />}>
        {(order) => (
          <OrderView
            order={order}
            justPlaced={params.has("placed")}
            review={<ReviewGate orderUid={uid} orderStatus={order.status} vendor={order.vendor} />}
          />
        )}
      </QueryView>
    </Page>
  );
}
