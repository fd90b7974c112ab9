import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { readBaskets, useBaskets } from "@/lib/basket";
import { type CheckedBasket, checkBasket, itemIds } from "./changes";
import { basketQuery } from "./queries";

/** The baskets of this device (of one vendor, or all), each line beside what it costs and how many are left now. */
export function useCheckedBaskets(slug?: string) {
  const queryClient = useQueryClient();
  const baskets = useBaskets().filter((each) => !slug || each.slug === slug);
  const query = useQuery({
    ...basketQuery(itemIds(baskets)),
    enabled: baskets.length > 0,
    // Taking one line away asks again, and the others stay where they are meanwhile.
    placeholderData: keepPreviousData,
  });
  const checked = query.data ? baskets.map((basket) => checkBasket(basket, query.data)) : undefined;
  /** Asks the server anew, whatever is known, of the baskets as they are at this moment. */
  const readAgain = useCallback(async (): Promise<CheckedBasket[]> => {
    const now = readBaskets().filter((each) => !slug || each.slug === slug);
    if (now.length === 0) return [];
    const vendors = await queryClient.fetchQuery({ ...basketQuery(itemIds(now)), staleTime: 0 });
    return now.map((basket) => checkBasket(basket, vendors));
  }, [queryClient, slug]);
  const { error, isPending, refetch } = query;
  return { baskets, query: { data: checked, error, isPending, refetch }, readAgain };
}
