import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, dataOf, nextCursor } from "@/api/client";

export const membersQuery = (slug: string) =>
  infiniteQueryOptions({
    queryKey: ["vendor", slug, "members"],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/members/", {
          params: { path: { slug }, query: { page_size: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: nextCursor,
  });

/** Open invitations: at most fifty, so one page holds them all. */
export const invitationsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug, "invitations"],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/invitations/", {
          params: { path: { slug }, query: { page_size: 100 } },
          signal,
        }),
      ),
  });

export const ownershipOfferQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug, "ownership-offer"],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/vendors/{slug}/ownership-offer/", { params: { path: { slug } }, signal })),
  });
