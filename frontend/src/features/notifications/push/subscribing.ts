import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import { bodyOf, canPush, ownSubscription, subscribeHere } from "@/lib/browserPush";
import { isToldHere } from "@/lib/stopToken";
import { accountOf, remember, remembered } from "./remembered";
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

export async function turnOn(publicKey: string, email: string): Promise<void> {
  await tellServer(await subscribeHere(publicKey), await accountOf(email));
}

/** Both sides forget each other, this one first: the server may be away, or know nobody here any more. */
export async function turnOff(): Promise<void> {
  const known = remembered();
  await forgetHere();
  if (known) await forget(known.id);
}

/**
 * Once a visit: tells the server anew where the browser renewed its address, or its person signed in again. For somebody else,
 * who sits here next, it is turned off.
 */
export async function keepSubscribed(email: string): Promise<void> {
  const known = remembered();
  const subscription = known && canPush() ? await ownSubscription() : null;
  if (!known || !subscription) return;
  const account = await accountOf(email);
  const { subscriptions } = await dataOf(api.GET("/api/v1/me/push/"));
  const isKnown = subscriptions.some(({ id }) => id === known.id);
  if (!isKnown && known.account !== account) await forgetHere();
  else if (!isKnown || subscription.endpoint !== known.endpoint) await tellServer(subscription, account);
}

async function forgetHere(): Promise<void> {
  remember(null);
  if (isToldHere()) return; // it is told of orders without an account, too; the account's side forgets it
  if (canPush()) await (await ownSubscription())?.unsubscribe();
}

async function tellServer(subscription: PushSubscription, account: string): Promise<void> {
  const { id } = await dataOf(api.POST("/api/v1/me/push/", { body: bodyOf(subscription) }));
  remember({ id, endpoint: subscription.endpoint, account });
}

async function forget(id: number): Promise<void> {
  try {
    await api.DELETE("/api/v1/me/push/{id}/", { params: { path: { id } } });
  } catch (error) {
    if (asProblem(error).status !== 404) throw error;
  }
}
