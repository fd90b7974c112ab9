import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";
import type { VendorFilters } from "./filters";

export const vendorsQuery = (filters: VendorFilters) =>
  infiniteQueryOptions({
    queryKey: ["vendors", filters],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/", {
          params: { query: { ...filters, page_size: 24, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
    // While new results load, the old ones stay: no flicker under the thumb.
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  });

const TYPING_PAUSE_MS = 150;

/** Waits until the typing pauses; a further letter ends the wait, and with it the question. */
const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, TYPING_PAUSE_MS);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });

export const suggestionsQuery = (typed: string) =>
  queryOptions({
    queryKey: ["suggestions", typed],
    queryFn: async ({ signal }) => {
      await pause(signal);
      const answer = await dataOf(
        api.GET("/api/v1/vendors/suggest/", { params: { query: { q: typed } }, signal }),
      );
      return answer.results;
    },
    enabled: typed.trim().length > 1,
    staleTime: 60_000,
  });

export const placesQuery = (typed: string) =>
  queryOptions({
    queryKey: ["places", typed],
    queryFn: async ({ signal }) => {
      await pause(signal);
      const answer = await dataOf(api.GET("/api/v1/places/", { params: { query: { q: typed } }, signal }));
      return answer.results;
    },
    enabled: typed.trim().length > 1,
    staleTime: 60_000,
  });

export interface MapView {
  bbox: string;
  zoom: number;
}

export const mapQuery = (filters: VendorFilters, view: MapView | undefined) => {
  const { ordering: _order, ...asked } = filters;
  return queryOptions({
    queryKey: ["vendor-map", asked, view],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/map/", {
          params: { query: { ...asked, bbox: view?.bbox ?? "", zoom: view?.zoom ?? 0 } },
          signal,
        }),
      ),
    enabled: view !== undefined,
    placeholderData: (previous) => previous,
    staleTime: 30_000,
  });
};

export const vendorQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/vendors/{slug}/", { params: { path: { slug } }, signal })),
    staleTime: 60_000,
  });

export const itemsQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["vendor", slug, "items"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/items/", {
          params: { path: { slug }, query: { page_size: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
    staleTime: 30_000,
  });

export const badgeQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["vendor", slug, "badge"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/badge/", {
          params: { path: { slug }, query: { page_size: 5, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
    staleTime: 60_000,
  });

export const categoriesQuery = queryOptions({
  queryKey: ["categories"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/categories/", { signal })),
  staleTime: 600_000,
});
