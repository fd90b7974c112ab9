import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { getSession } from "@/api/allauth";
import { api, dataOf, nextCursor } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { EmailChange } from "@/api/types";

export const signInStateQuery = queryOptions({ queryKey: ["account", "session"], queryFn: getSession });

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/me/sessions/", { signal }))).results,
});

export const devicesQuery = queryOptions({
  queryKey: ["account", "devices"],
  queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/me/devices/", { signal }))).results,
});

/** The change that waits for its codes; null when there is none. */
export const emailChangeQuery = queryOptions({
  queryKey: ["account", "email-change"],
  queryFn: async ({ signal }): Promise<EmailChange | null> => {
    try {
      return await dataOf(api.GET("/api/v1/me/email-change/", { signal }));
    } catch (error) {
      if (isProblem(error, "no_email_change")) return null;
      throw error;
    }
  },
});

export const securityEventsQuery = infiniteQueryOptions({
  queryKey: ["account", "security-events"],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam, signal }) =>
    dataOf(
      api.GET("/api/v1/me/security-events/", {
        params: { query: { page_size: 10, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  getNextPageParam: nextCursor,
});
