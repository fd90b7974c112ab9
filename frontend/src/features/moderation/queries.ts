import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";

/** Decisions about the reader's own reviews, newest first. */
export const statementsQuery = infiniteQueryOptions({
  queryKey: ["me", "statements"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    dataOf(
      api.GET("/api/v1/moderation/statements/", {
        params: { query: pageParam ? { cursor: pageParam } : {} },
        signal,
      }),
    ),
  getNextPageParam: nextCursor,
});

export const statementQuery = (id: number) =>
  queryOptions({
    queryKey: ["me", "statements", id],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/moderation/statements/{id}/", { params: { path: { id } }, signal })),
  });

export const transparencyQuery = queryOptions({
  queryKey: ["transparency"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/transparency/", { signal })),
  staleTime: 5 * 60_000,
});
