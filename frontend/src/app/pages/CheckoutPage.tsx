import Button from "@mui/material/Button";
import { useQuery } from "@tanstack/react-query";
import { ShoppingBag } from "lucide-react";
import { Link, useParams } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { RequireAccount } from "@/features/accounts/RequireAccount";
import { CheckoutForm } from "@/features/orders/CheckoutForm";
import { vendorQuery } from "@/features/vendors/queries";
import { useBasket } from "@/lib/basket";
import { DEFAULT_CURRENCY } from "@/lib/money";
import { useTitle } from "@/lib/useTitle";

export function CheckoutPage() {
  const { slug = "" } = useParams();
  const query = useQuery(vendorQuery(slug));
  const { count } = useBasket(slug);
  useTitle("Check out");
  return (
    <RequireAccount>
      {(me) => (
        <Page title="Check out" width={1080}>
          <QueryView query={query} skeleton={<CardSkeletons />}>
            {(vendor) =>
              count === 0 ? (
                <StateMessage
                  icon={ShoppingBag}
                  title="Your basket is empty"
                  action={
                    <Button component={Link} to={`/v/${slug}`} variant="contained">
                      See what {vendor.name} sells
                    </Button>
                  }
                />
              ) : (
                <CheckoutForm vendor={{ ...vendor, currency: vendor.currency ?? DEFAULT_CURRENCY }} me={me} />
              )
            }
          </QueryView>
        </Page>
      )}
    </RequireAccount>
  );
}
