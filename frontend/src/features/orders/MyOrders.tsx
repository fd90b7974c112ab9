import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ShoppingBag } from "lucide-react";
import { Link } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { OrderCard } from "./OrderCard";
import { myOrdersQuery } from "./queries";

/** `vendors`: where the reader is a member; those orders are on the dashboard, not here. */
export function MyOrders({ vendors }: { vendors: readonly string[] }) {
  const query = useInfiniteQuery(myOrdersQuery);
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={4} height={112} />}>
      {({ pages }) => {
        const orders = pages
          .flatMap((page) => page.results)
          .filter((order) => !vendors.includes(order.vendor.slug));
        if (orders.length === 0 && !query.hasNextPage) return <NoOrders />;
        return (
          <Box sx={{ display: "grid", gap: 2 }}>
            {orders.map((order) => (
              <OrderCard key={order.uid} order={order} />
            ))}
            <ShowMore query={query} />
          </Box>
        );
      }}
    </QueryView>
  );
}

function NoOrders() {
  return (
    <StateMessage
      icon={ShoppingBag}
      title="No orders yet"
      action={
        <Button component={Link} to="/" variant="contained">
          Find a business
        </Button>
      }
    >
      What you order appears here, with its tracking link.
    </StateMessage>
  );
}
