import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import { useState } from "react";
import type { Me } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { useBaskets } from "@/lib/basket";
import { rich } from "@/lib/language/rich";
import { NoBaskets } from "../basket/BasketsView";
import type { CheckedBasket } from "../basket/changes";
import { useCheckedBaskets } from "../basket/useCheckedBaskets";
import { CheckoutForm } from "./CheckoutForm";
import type { CheckoutValues } from "./checkoutForm";

interface Props {
  /** One vendor's basket alone; without it, all of them. */
  slug?: string;
  me: Me | null;
  identify: (contact: CheckoutValues["contact"]) => Promise<boolean>;
}

export function CheckoutView({ slug, me, identify }: Props) {
  const { baskets, query, readAgain } = useCheckedBaskets(slug);
  // Placed orders leave their baskets a moment before the next page opens: what is being placed stays on screen until then.
  const [beingPlaced, setBeingPlaced] = useState<CheckedBasket[] | null>(null);
  const others = useBaskets().filter((each) => slug && each.slug !== slug);
  if (baskets.length === 0 && !beingPlaced) return <NoBaskets />;
  const here = slug ? `/checkout/${slug}` : "/checkout";
  return (
    <Box sx={{ display: "grid", gap: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>
      {others.length > 0 && (
        <Alert severity="info" sx={{ borderRadius: 3 }}>
          {rich("You also have a basket at {vendors}. <link>Check out all together</link>", {
            vendors: others.map(({ vendor, slug: other }) => vendor || other).join(", "),
            link: (words) => <AppLink to="/checkout">{words}</AppLink>,
          })}
        </Alert>
      )}
      <QueryView query={beingPlaced ? { ...query, data: beingPlaced } : query} skeleton={<CardSkeletons />}>
        {(checked) => {
          const open = checked.filter(({ refusal }) => !refusal);
          return (
            <>
              {checked
                .filter(({ refusal }) => refusal)
                .map(({ slug: closed, vendor, refusal }) => (
                  <Alert key={closed} severity="warning" sx={{ borderRadius: 3 }}>
                    {rich("{vendor} cannot take an order now. {refusal} Its basket stays where it is.", {
                      vendor,
                      refusal,
                    })}
                  </Alert>
                ))}
              {open.length > 0 && (
                <CheckoutForm
                  key={here}
                  baskets={open}
                  me={me}
                  readAgain={readAgain}
                  identify={identify}
                  onPlacing={(isPlacing) => setBeingPlaced(isPlacing ? checked : null)}
                  signInPath={`/sign-in?next=${encodeURIComponent(here)}`}
                />
              )}
            </>
          );
        }}
      </QueryView>
    </Box>
  );
}
