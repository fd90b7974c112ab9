import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";

export const reviewsQuery = (slug: string, rating?: number) =>
  infiniteQueryOptions({
    queryKey: ["vendor", slug, "reviews", rating ?? null],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/reviews/", {
          params: {
            path: { slug },
            query: {
              page_size: 10,
              ...(rating ? { rating } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  });

/** Whether an order can be reviewed, by its status: a completed order asks again. */
export const reviewableQuery = (uid: string, status: string) =>
  queryOptions({
    queryKey: ["order", uid, "review", status],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/orders/{uid}/review/", { params: { path: { uid } }, signal })),
  });
