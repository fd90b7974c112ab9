import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { Link, useParams, useSearchParams } from "react-router";
import type { Me, Order } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { KeepAccount } from "@/features/accounts/guest/KeepAccount";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { OrderChain } from "@/features/ledger/OrderChain";
import { OrderAgain } from "@/features/orders/again/OrderAgain";
import { CustomerActions } from "@/features/orders/CustomerActions";
import { OrderView } from "@/features/orders/OrderView";
import { useLiveOrder } from "@/features/orders/useLiveOrder";
import { ReviewGate } from "@/features/reviews/ReviewGate";
import { t } from "@/lib/language/catalogue";
import { useTitle } from "@/lib/useTitle";

export function OrderPage() {
  const { uid = "" } = useParams();
  return <RequireAccount>{(me) => <OneOrder key={uid} uid={uid} me={me} />}</RequireAccount>;
}

/** A member of the vendor may look as well; the moves of that side are on the board. */
function OneOrder({ uid, me }: { uid: string; me: Me }) {
  const [params] = useSearchParams();
  const { query } = useLiveOrder(uid);
  useTitle(query.data && t("Order {reference}", { reference: query.data.reference }));
  return (
    <Page width={1080}>
      <QueryView query={query} skeleton={<CardSkeletons height={200} />}>
        {(order) => (
          <OrderView
            order={order}
            reader={isMember(me, order) ? "vendor" : "customer"}
            justPlaced={params.has("placed")}
            placedBefore={params.has("again")}
            keep={<KeepAccount />}
            actions={
              isMember(me, order) ? <ToBoard slug={order.vendor.slug} /> : <OfCustomer order={order} />
            }
            chain={<OrderChain chainId={order.ledger.chain_id} />}
            review={
              <ReviewGate
                orderUid={uid}
                orderStatus={order.status}
                vendor={order.vendor}
                items={order.items}
              />
            }
          />
        )}
      </QueryView>
    </Page>
  );
}

const isMember = (me: Me, order: Order): boolean =>
  me.memberships.some(({ vendor }) => vendor.slug === order.vendor.slug);

function OfCustomer({ order }: { order: Order }) {
  return (
    <>
      <CustomerActions order={order} />
      {order.status !== "placed" && (
        <Box>
          <OrderAgain order={order} />
        </Box>
      )}
    </>
  );
}

function ToBoard({ slug }: { slug: string }) {
  return (
    <Button component={Link} to={`/dashboard/${slug}`} variant="outlined" sx={{ justifySelf: "start" }}>
      {t("Open the orders board")}
    </Button>
  );
}
