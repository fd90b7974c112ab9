import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";
import type { OrderStatus, OrderSummary } from "@/api/types";

export const OPEN_STATUSES: OrderStatus[] = [
  "placed",
  "accepted",
  "preparing",
  "ready_for_pickup",
  "out_for_delivery",
];
export const FINISHED_STATUSES: OrderStatus[] = ["delivered", "completed", "rejected", "cancelled"];

const MOST_PAGES = 5;

/** Which of the reader's own orders: all, those still under way, or those that are over; by how the reference begins. */
export interface MyOrdersFilter {
  show: "all" | "open" | "done";
  reference: string;
}

export const myOrdersQuery = ({ show, reference }: MyOrdersFilter) =>
  infiniteQueryOptions({
    queryKey: ["orders", "mine", show, reference],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/orders/", {
          params: {
            query: {
              role: "customer",
              page_size: 20,
              ...(show === "all" ? {} : { status: show === "open" ? OPEN_STATUSES : FINISHED_STATUSES }),
              ...(reference ? { reference } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

/** The orders of one check-out. */
export const checkoutOrdersQuery = (checkout: string) =>
  queryOptions({
    queryKey: ["orders", "mine", "checkout", checkout],
    queryFn: async ({ signal }) =>
      (
        await dataOf(
          api.GET("/api/v1/orders/", {
            params: { query: { role: "customer", checkout, page_size: 100 } },
            signal,
          }),
        )
      ).results,
  });

export const orderQuery = (uid: string) =>
  queryOptions({
    queryKey: ["order", uid],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/orders/{uid}/", { params: { path: { uid } }, signal })),
  });

export const boardKey = (slug: string) => ["board", slug] as const;

async function openOrders(slug: string, signal: AbortSignal): Promise<OrderSummary[]> {
  const orders: OrderSummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await dataOf(
      api.GET("/api/v1/orders/", {
        params: {
          query: {
            vendor: slug,
            status: OPEN_STATUSES,
            page_size: 100,
            ...(cursor ? { cursor } : {}),
          },
        },
        signal,
      }),
    );
    orders.push(...answer.results);
    cursor = nextCursor(answer);
    if (!cursor) break;
  }
  return orders;
}

/** Every order that still needs somebody at the counter. */
export const boardQuery = (slug: string) =>
  queryOptions({
    queryKey: [...boardKey(slug), "open"],
    queryFn: ({ signal }) => openOrders(slug, signal),
    staleTime: 0,
  });

export const finishedQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: [...boardKey(slug), "finished"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/orders/", {
          params: {
            query: {
              vendor: slug,
              status: FINISHED_STATUSES,
              page_size: 20,
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

/** As it is read out on the phone, without what people put between its letters. */
const plainReference = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** Finished orders by the beginning of their reference, however long ago; what is loaded already is filtered at once. */
export const foundQuery = (slug: string, typed: string) => {
  const reference = plainReference(typed);
  return queryOptions({
    queryKey: [...boardKey(slug), "found", reference],
    queryFn: async ({ signal }) => {
      const answer = await dataOf(
        api.GET("/api/v1/orders/", {
          params: { query: { vendor: slug, status: FINISHED_STATUSES, reference, page_size: 20 } },
          signal,
        }),
      );
      return answer.results;
    },
    enabled: reference.length > 2,
  });
};

/** What a vendor may do in each status; fetched once, so that the counter knows it without a network too. */
export const moveTableQuery = queryOptions({
  queryKey: ["order-moves"],
  queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/orders/moves/", { signal }))).results,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Orders of any status by the beginning of their reference: for a jump from anywhere. */
export const jumpQuery = (slug: string, typed: string) => {
  const reference = plainReference(typed);
  return queryOptions({
    queryKey: [...boardKey(slug), "jump", reference],
    queryFn: async ({ signal }) => {
      const answer = await dataOf(
        api.GET("/api/v1/orders/", { params: { query: { vendor: slug, reference, page_size: 8 } }, signal }),
      );
      return answer.results;
    },
    enabled: reference.length > 1,
    staleTime: 10_000,
  });
};
