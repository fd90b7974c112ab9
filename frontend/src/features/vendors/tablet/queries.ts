import { queryOptions } from "@tanstack/react-query";
import { madeBy } from "@/api/actingAs";
import { api, dataOf } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { TabletState } from "@/api/types";
import { browserStorage } from "@/lib/browserStorage";
import { noteTabletHere } from "@/lib/tabletHere";

/** A lock or an end that somebody else caused shows within this time. */
const RENEW_MS = 20_000;
const LOCKED_RENEW_MS = 8_000;
/** Whose work is to end, until the server has it: a page that is opened anew meanwhile shows nobody's orders. */
const LOCKING = "tt-tablet-locking";

/** What this device is: a vendor's shared tablet and who works on it, or null where it is none. */
export const tabletQuery = queryOptions({
  queryKey: ["tablet"],
  queryFn: async ({ signal }): Promise<TabletState | null> => {
    try {
      const left = browserStorage.getItem(LOCKING);
      if (left) await lockTablet(left);
      const tablet = await dataOf(api.GET("/api/v1/tablet/", { signal }));
      noteTabletHere(tablet.vendor.name);
      return tablet;
    } catch (error) {
      if (!isProblem(error, "not_a_tablet")) throw error;
      noteTabletHere(null);
      return null;
    }
  },
  // Locked it rings for orders, also behind another tab
  refetchInterval: ({ state }) => (state.data && !state.data.acting ? LOCKED_RENEW_MS : RENEW_MS),
  refetchIntervalInBackground: true,
});

/** Switches to somebody, in place of whoever was still to be locked out. */
export async function enterPin(body: { person: number; pin: string }): Promise<TabletState> {
  const tablet = await dataOf(api.PUT("/api/v1/tablet/acting/", { body }));
  browserStorage.removeItem(LOCKING);
  return tablet;
}

export const sayStillThere = (person: number) =>
  dataOf(api.POST("/api/v1/tablet/acting/", { body: { person } }));

/** Ends a person's work; without a network it is remembered, and done first as soon as there is one. Nobody else's ends by it. */
export async function lockTablet(person: string): Promise<void> {
  browserStorage.setItem(LOCKING, person);
  await dataOf(api.DELETE("/api/v1/tablet/acting/", { headers: madeBy(person) }));
  if (browserStorage.getItem(LOCKING) === person) browserStorage.removeItem(LOCKING);
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
