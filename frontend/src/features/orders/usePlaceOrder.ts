import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import { api, dataOf } from "@/api/client";
import { createAttemptKeys } from "@/lib/attemptKeys";
import { useBasket } from "@/lib/basket";
import { keepChain } from "@/lib/orderChain";
import { type CheckoutValues, orderBody } from "./checkoutForm";

/** Sends the basket; on success it is emptied and the confirmation opens. */
export function usePlaceOrder(slug: string) {
  const { lines, clear } = useBasket(slug);
  const [keyFor] = useState(() => createAttemptKeys());
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (values: CheckoutValues) => {
      const body = orderBody(slug, lines, values);
      return dataOf(
        api.POST("/api/v1/orders/", { params: { header: { "Idempotency-Key": keyFor(body) } }, body }),
      );
    },
    onSuccess: async (order) => {
      keepChain(order.uid, order.ledger.chain_id);
      queryClient.setQueryData(["order", order.uid], order);
      void queryClient.invalidateQueries({ queryKey: ["orders", "mine"] });
      await navigate(`/orders/${order.uid}?placed=1`, { replace: true });
      clear();
    },
  });
}
