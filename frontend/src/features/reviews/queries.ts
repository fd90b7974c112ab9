import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";
import type { ReviewFilters } from "./reviewFilters";

export const reviewsQuery = (slug: string, filters: ReviewFilters = {}) =>
  infiniteQueryOptions({
    queryKey: ["vendor", slug, "reviews", filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/reviews/", {
          params: {
            path: { slug },
            query: { page_size: 10, ...filters, ...(pageParam ? { cursor: pageParam } : {}) },
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

/** What a review said, version by version. */
export const reviewHistoryQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ["review", id, "versions"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/reviews/{id}/versions/", {
          params: { path: { id }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

/** What the business's answer to a review said, version by version. */
export const answerHistoryQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: ["review", id, "answer", "versions"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/reviews/{id}/response/versions/", {
          params: { path: { id }, query: pageParam ? { cursor: pageParam } : {} },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

/** How the business found a pick-up, as far as the reader may know. */
export const pickupQuery = (uid: string) =>
  queryOptions({
    queryKey: ["order", uid, "pickup"],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/orders/{uid}/pickup-rating/", { params: { path: { uid } }, signal })),
  });
