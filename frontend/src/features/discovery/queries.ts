import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";

export const favouriteSlugsQuery = () =>
  queryOptions({
    queryKey: ["favourites", "slugs"],
    queryFn: async ({ signal }) => {
      const answer = await dataOf(api.GET("/api/v1/me/favourite-slugs/", { signal }));
      return answer.slugs;
    },
    staleTime: 300_000,
  });

export const favouritesQuery = () =>
  infiniteQueryOptions({
    queryKey: ["favourites", "list"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/me/favourites/", {
          params: { query: { page_size: 24, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

export const savedSearchesQuery = () =>
  queryOptions({
    queryKey: ["saved-searches"],
    queryFn: async ({ signal }) => {
      const page = await dataOf(
        api.GET("/api/v1/me/searches/", { params: { query: { page_size: 50 } }, signal }),
      );
      return page.results;
    },
  });
