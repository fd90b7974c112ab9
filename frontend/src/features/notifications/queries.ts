import { infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";

const KEY = ["notifications"] as const;

export interface Filters {
  unread?: boolean;
  order?: string;
}

export const unreadQuery = queryOptions({
  queryKey: [...KEY, "unread"],
  queryFn: async ({ signal }) =>
    (await dataOf(api.GET("/api/v1/me/notifications/unread/", { signal }))).unread,
  staleTime: 60_000,
});

export const notificationsQuery = ({ unread, order }: Filters, pageSize = 20) =>
  infiniteQueryOptions({
    queryKey: [...KEY, "list", { unread: Boolean(unread), order: order ?? "", pageSize }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/me/notifications/", {
          params: {
            query: {
              page_size: pageSize,
              ...(unread ? { unread: true } : {}),
              ...(order ? { order } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

export const markRead = (id: number) =>
  dataOf(api.POST("/api/v1/me/notifications/{id}/read/", { params: { path: { id } } }));

export const markReadUpTo = (upTo: number, order?: string) =>
  dataOf(api.POST("/api/v1/me/notifications/read/", { body: { up_to: upTo, ...(order ? { order } : {}) } }));

/** Asks for the count and the lists again: what a call answered may be older than a frame that came before the answer. */
export function askAgain(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: KEY });
}

/** What a frame said of the count: newer than what is still being asked. The lists are asked for again. */
export function takeUnread(queryClient: QueryClient, unread: number): void {
  void queryClient.cancelQueries({ queryKey: unreadQuery.queryKey });
  queryClient.setQueryData(unreadQuery.queryKey, unread);
  void queryClient.invalidateQueries({ queryKey: [...KEY, "list"] });
}
