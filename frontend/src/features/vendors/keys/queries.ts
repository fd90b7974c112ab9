import { infiniteQueryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";

export const keysQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["vendor", slug, "keys"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/api-keys/", {
          params: { path: { slug }, query: { page_size: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });
