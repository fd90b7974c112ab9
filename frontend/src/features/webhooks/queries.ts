import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";
import type { DeliveryFilters } from "./deliveryFilters";

const WAITING_MS = 3_000;

export const endpointsQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", slug, "endpoints"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/webhook-endpoints/", {
          params: { query: { vendor: slug, page_size: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

export const endpointQuery = (slug: string, id: number) =>
  queryOptions({
    queryKey: ["webhooks", slug, "endpoint", id],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/webhook-endpoints/{id}/", { params: { path: { id } }, signal })),
  });

export const eventTypesQuery = queryOptions({
  queryKey: ["webhook-event-types"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/webhook-event-types/", { signal })),
});

/** What was sent; looked at again while something waits. */
export const deliveriesQuery = (slug: string, id: number, filters: DeliveryFilters) =>
  infiniteQueryOptions({
    queryKey: ["webhooks", slug, "deliveries", id, filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/webhook-endpoints/{id}/deliveries/", {
          params: { path: { id }, query: { ...filters, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.pages[0]?.results.some((each) => each.state === "pending") ? WAITING_MS : false,
  });

export const deliveryQuery = (slug: string, id: number, deliveryId: number) =>
  queryOptions({
    queryKey: ["webhooks", slug, "delivery", id, deliveryId],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/webhook-endpoints/{id}/deliveries/{delivery_id}/", {
          params: { path: { id, delivery_id: deliveryId } },
          signal,
        }),
      ),
    refetchInterval: ({ state }) => (state.data?.state === "pending" ? WAITING_MS : false),
  });
