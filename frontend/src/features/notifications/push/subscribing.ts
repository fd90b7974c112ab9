import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import { bodyOf, canPush, ownSubscription, subscribeHere } from "./browser";
import { remember, remembered } from "./remembered";
import { type PushStanding, standingOf } from "./standing";

export const pushQuery = queryOptions({
  queryKey: ["push"],
  queryFn: async ({ signal }): Promise<{ publicKey: string; standing: PushStanding }> => {
    if (!canPush()) return { publicKey: "", standing: "unsupported" };
    const push = await dataOf(api.GET("/api/v1/me/push/", { signal }));
    const standing = standingOf({
      publicKey: push.public_key,
      ids: push.subscriptions.map(({ id }) => id),
      permission: Notification.permission,
      isSubscribed: (await ownSubscription()) !== null,
      ownId: remembered()?.id,
    });
    return { publicKey: push.public_key, standing };
  },
});

export async function turnOn(publicKey: string): Promise<void> {
  await tellServer(await subscribeHere(publicKey));
}

/** Both sides forget each other; what one of them has forgotten already is no failure. */
export async function turnOff(): Promise<void> {
  const known = remembered();
  if (known) await forget(known.id);
  remember(null);
  if (canPush()) await (await ownSubscription())?.unsubscribe();
}

/** Gives the server the browser's newest address, where the browser renewed it unseen. */
export async function keepSubscribed(): Promise<void> {
  const known = remembered();
  if (!known || !canPush() || Notification.permission !== "granted") return;
  const subscription = await ownSubscription();
  if (subscription && subscription.endpoint !== known.endpoint) await tellServer(subscription);
}

async function tellServer(subscription: PushSubscription): Promise<void> {
  const { id } = await dataOf(api.POST("/api/v1/me/push/", { body: bodyOf(subscription) }));
  remember({ id, endpoint: subscription.endpoint });
}

async function forget(id: number): Promise<void> {
  try {
    await api.DELETE("/api/v1/me/push/{id}/", { params: { path: { id } } });
  } catch (error) {
    if (asProblem(error).status !== 404) throw error;
  }
}
