import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { TabletState } from "@/api/types";
import { browserStorage } from "@/lib/browserStorage";

/** A lock or an end that somebody else caused shows within this time. */
const RENEW_MS = 20_000;
/** Set from the wish to lock until the server has it: a page that is opened anew without it shows nobody's orders. */
const LOCKING = "tt-tablet-locking";

/** What this device is: a vendor's shared tablet and who works on it, or null where it is none. */
export const tabletQuery = queryOptions({
  queryKey: ["tablet"],
  queryFn: async ({ signal }): Promise<TabletState | null> => {
    try {
      if (browserStorage.getItem(LOCKING)) await lockTablet();
      return await dataOf(api.GET("/api/v1/tablet/", { signal }));
    } catch (error) {
      if (isProblem(error, "not_a_tablet")) return null;
      throw error;
    }
  },
  refetchInterval: RENEW_MS,
});

export const enterPin = (body: { person: number; pin: string }) =>
  dataOf(api.PUT("/api/v1/tablet/acting/", { body }));

export const sayStillThere = (person: number) =>
  dataOf(api.POST("/api/v1/tablet/acting/", { body: { person } }));

/** Locks the tablet; without a network it is remembered, and done first as soon as there is one. */
export async function lockTablet(): Promise<void> {
  browserStorage.setItem(LOCKING, "1");
  await dataOf(api.DELETE("/api/v1/tablet/acting/"));
  browserStorage.removeItem(LOCKING);
}

export const tabletsQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug, "tablets"],
    queryFn: async ({ signal }) => {
      const answer = api.GET("/api/v1/vendors/{slug}/tablets/", { params: { path: { slug } }, signal });
      return (await dataOf(answer)).results;
    },
  });

/** Those that the reader set up, of all their businesses. */
export const ownTabletsQuery = queryOptions({
  queryKey: ["account", "tablets"],
  queryFn: async ({ signal }) => (await dataOf(api.GET("/api/v1/me/tablets/", { signal }))).results,
});

export const pinQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug, "pin"],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/vendors/{slug}/pin/", { params: { path: { slug } }, signal })),
  });
