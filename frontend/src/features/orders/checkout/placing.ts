import { api, dataOf } from "@/api/client";
import { asProblem, isProblem, type Problem } from "@/api/problem";
import type { OrderSummary } from "@/api/types";
import { writeBasket } from "@/lib/basket";
import { beginCheckout, endCheckout } from "@/lib/checkoutKeys";
import { t } from "@/lib/language/catalogue";
import { keepChain } from "@/lib/orderChain";
import type { CheckedBasket } from "../basket/changes";
import { type CheckoutValues, orderBody } from "./checkoutForm";

type PlacedOrder = Pick<OrderSummary, "uid" | "reference">;

/** What came of one vendor's part. */
export interface Outcome {
  slug: string;
  vendor: string;
  /** The check-out that it was sent under. */
  checkout: string;
  order: PlacedOrder | null;
  /** An earlier try had placed it, and its answer was lost: it is as it was sent then. */
  wasPlacedBefore: boolean;
  problem: Problem | null;
}

/** Nobody knows whether the order is placed: no answer came, or one that says nothing of it. */
const isUnknown = (problem: Problem): boolean =>
  problem.status === 0 || problem.status >= 500 || problem.code === "idempotency_in_flight";

async function send(basket: CheckedBasket, values: CheckoutValues, checkout: string): Promise<PlacedOrder> {
  const order = await dataOf(
    api.POST("/api/v1/orders/", {
      params: { header: { "Idempotency-Key": `${checkout}/${basket.slug}` } },
      body: orderBody(basket, values, checkout),
    }),
  );
  keepChain(order.uid, order.ledger.chain_id);
  return order;
}

async function placedBefore(slug: string, checkout: string): Promise<PlacedOrder | null> {
  const { results } = await dataOf(
    api.GET("/api/v1/orders/", { params: { query: { role: "customer", checkout, vendor: slug } } }),
  );
  return results[0] ?? null;
}

async function placeOne(basket: CheckedBasket, values: CheckoutValues, checkout: string): Promise<Outcome> {
  const { slug, vendor } = basket;
  const none = { slug, vendor, checkout, order: null, wasPlacedBefore: false, problem: null };
  try {
    return { ...none, order: await send(basket, values, checkout) };
  } catch (error) {
    if (!isProblem(error, "already_placed", "idempotency_key_reused"))
      return { ...none, problem: asProblem(error) };
    try {
      const order = await placedBefore(slug, checkout);
      return order ? { ...none, order, wasPlacedBefore: true } : { ...none, problem: error };
    } catch (unread) {
      return { ...none, problem: asProblem(unread) };
    }
  }
}

function settle(outcome: Outcome): Outcome {
  const { slug, order, problem } = outcome;
  if (order || (problem && !isUnknown(problem))) endCheckout(slug);
  if (order) writeBasket(slug, []);
  return outcome;
}

/**
 * Sends each vendor its order, all at once. What is placed leaves the baskets; what is refused stays in them, and so
 * does what was not answered: sent again, it is the same order.
 */
export async function placeAll(
  baskets: readonly CheckedBasket[],
  values: CheckoutValues,
): Promise<Outcome[]> {
  const keys = beginCheckout(baskets.map(({ slug }) => slug));
  return Promise.all(
    baskets.map(async (basket) => settle(await placeOne(basket, values, keys[basket.slug] ?? ""))),
  );
}

/** What a vendor's refusal comes to in one sentence. */
export function whyNot({ problem }: Outcome): string {
  if (!problem) return "";
  if (problem.status === 0)
    return t(
      "We lost the connection and do not know whether the order arrived. Try again: it is not ordered twice.",
    );
  if (isUnknown(problem))
    return t("{message} Try again: it is not ordered twice.", { message: problem.message });
  return problem.fields.map(({ detail }) => detail).join(" ") || problem.message;
}
