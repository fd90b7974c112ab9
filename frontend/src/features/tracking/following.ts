import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { bodyOf, subscribeHere } from "@/lib/browserPush";

/** Being told of each step, without an account. */

/** Where a code goes, and then each step: one of the two. */
export type Place = { email: string } | { phone: string };

export const waysQuery = queryOptions({
  queryKey: ["follow-ways"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/tracking/follow/ways/", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const askToFollow = (uid: string, place: Place) =>
  dataOf(api.POST("/api/v1/tracking/{uid}/follow/", { params: { path: { uid } }, body: place }));

export const confirmFollow = (uid: string, place: Place, code: string) =>
  dataOf(
    api.POST("/api/v1/tracking/{uid}/follow/confirm/", {
      params: { path: { uid } },
      body: { ...place, code },
    }),
  );

/** Asks the person for leave, so only to be called on a click. */
export async function followHere(uid: string, publicKey: string) {
  const body = bodyOf(await subscribeHere(publicKey));
  return dataOf(api.POST("/api/v1/tracking/{uid}/follow/browser/", { params: { path: { uid } }, body }));
}

export const stopFollowing = (token: string) =>
  dataOf(api.POST("/api/v1/tracking/follow/stop/", { body: { token } }));
