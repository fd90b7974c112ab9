import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { useNavigate } from "react-router";
import { wordsOf } from "@/api/problem";
import type { OrderSummary } from "@/api/types";
import { addToBasket } from "@/lib/basket";
import { t } from "@/lib/language/catalogue";
import { acceptedLines, type CheckedBasket } from "../basket/changes";
import { basketQuery } from "../basket/queries";
import { AgainDialog } from "./AgainDialog";
import { asBasket } from "./again";

interface Props {
  order: Pick<OrderSummary, "vendor" | "items" | "reference">;
  variant?: "outlined" | "text";
}

/** One press puts the same into the basket again; where something is gone or dearer, that is said first. */
export function OrderAgain({ order, variant = "outlined" }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [asked, setAsked] = useState<CheckedBasket | null>(null);
  const take = async (basket: CheckedBasket): Promise<void> => {
    addToBasket(basket.slug, acceptedLines(basket), basket.vendor);
    await navigate(`/checkout/${basket.slug}`);
  };
  const look = useMutation({
    mutationFn: async () => {
      const ids = [...new Set(order.items.map(({ item }) => item))].sort((one, other) => one - other);
      return asBasket(order, await queryClient.fetchQuery({ ...basketQuery(ids), staleTime: 0 }));
    },
    onSuccess: async (basket) => {
      if (basket.refusal || basket.hasChanged) setAsked(basket);
      else await take(basket);
    },
  });
  return (
    <>
      <Button
        variant={variant}
        startIcon={<RotateCcw size={18} />}
        loading={look.isPending}
        onClick={() => look.mutate()}
        aria-label={t("Order again, {reference}", { reference: order.reference })}
      >
        {t("Order again")}
      </Button>
      {look.error && (
        <Box role="alert" sx={{ color: "error.main", fontSize: "0.875rem" }}>
          {wordsOf(look.error)}
        </Box>
      )}
      {asked && <AgainDialog basket={asked} onTake={() => void take(asked)} onClose={() => setAsked(null)} />}
    </>
  );
}
