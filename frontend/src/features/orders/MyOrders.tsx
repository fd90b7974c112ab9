import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { SearchX, ShoppingBag } from "lucide-react";
import { Link } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { MyOrdersBar } from "./MyOrdersBar";
import { OrderCard } from "./OrderCard";
import { type MyOrdersFilter, myOrdersQuery } from "./queries";
import { useMyOrdersFilter } from "./useMyOrdersFilter";

/** What the reader bought; what came to the reader's own shop is on its dashboard. */
export function MyOrders() {
  const { filter, change } = useMyOrdersFilter();
  const query = useInfiniteQuery({ ...myOrdersQuery(filter), placeholderData: keepPreviousData });
  return (
    <>
      <MyOrdersBar key={filter.reference} filter={filter} onChange={change} />
      <QueryView query={query} skeleton={<CardSkeletons count={4} height={112} />}>
        {({ pages }) => {
          const orders = pages.flatMap((page) => page.results);
          if (orders.length === 0)
            return <None filter={filter} onShowAll={() => change({ show: "all", reference: "" })} />;
          return (
            <Box sx={{ display: "grid", gap: 2, opacity: query.isPlaceholderData ? 0.6 : 1 }}>
              {orders.map((order) => (
                <OrderCard key={order.uid} order={order} />
              ))}
              <ShowMore query={query} />
            </Box>
          );
        }}
      </QueryView>
    </>
  );
}

const EMPTY = () => ({
  all: t("No orders yet"),
  open: t("No order is under way"),
  done: t("No order is done yet"),
});

function None({ filter, onShowAll }: { filter: MyOrdersFilter; onShowAll: () => void }) {
  if (filter.reference || filter.show !== "all")
    return (
      <StateMessage
        icon={SearchX}
        title={
          filter.reference
            ? t("No order of yours begins with “{reference}”", { reference: filter.reference })
            : EMPTY()[filter.show]
        }
        action={
          <Button variant="contained" onClick={onShowAll}>
            {t("Show all orders")}
          </Button>
        }
      />
    );
  return (
    <StateMessage
      icon={ShoppingBag}
      title={EMPTY().all}
      action={
        <Button component={Link} to="/" variant="contained">
          {t("Find a business")}
        </Button>
      }
    >
      {t("What you order appears here, with its tracking link.")}
    </StateMessage>
  );
}
