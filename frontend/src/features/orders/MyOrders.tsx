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

/** What the reader bought; what came to the reader's own shop is on its dashboard. */
export function MyOrders() {
  const query = useInfiniteQuery(myOrdersQuery);
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={4} height={112} />}>
      {({ pages }) => {
        const orders = pages.flatMap((page) => page.results);
        if (orders.length === 0) return <NoOrders />;
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
