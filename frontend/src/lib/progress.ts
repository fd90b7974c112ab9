import { t } from "./language/catalogue";

/** Where an order stands on its way, for drawing it. Which moves are allowed is the API's business, not ours. */
export type Fulfilment = "pickup" | "delivery";

export interface ProgressStep {
  status: string;
  label: string;
  state: "done" | "current" | "ahead";
}

const PICKUP = () =>
  [
    ["placed", t("Placed")],
    ["accepted", t("Accepted")],
    ["preparing", t("Preparing")],
    ["ready_for_pickup", t("Ready")],
    ["completed", t("Picked up")],
  ] as const;

const DELIVERY = () =>
  [
    ["placed", t("Placed")],
    ["accepted", t("Accepted")],
    ["preparing", t("Preparing")],
    ["out_for_delivery", t("On its way")],
    ["delivered", t("Delivered")],
  ] as const;

export const isStopped = (status: string): boolean => status === "rejected" || status === "cancelled";
export const isFinal = (status: string): boolean => status === "completed" || isStopped(status);

/** True while "when will it be ready?" is still a question. */
export function isAwaited(status: string, fulfilment: Fulfilment): boolean {
  if (isFinal(status) || status === "delivered") return false;
  return !(status === "ready_for_pickup" && fulfilment === "pickup");
}

/** The steps of this order's way; empty when it was stopped, because then there is no way ahead to show. */
export function progressSteps(status: string, fulfilment: Fulfilment): ProgressStep[] {
  if (isStopped(status)) return [];
  const way: readonly (readonly [string, string])[] = fulfilment === "delivery" ? DELIVERY() : PICKUP();
  const position = positionOn(way, status);
  const ended = status === "completed" || (status === "delivered" && fulfilment === "delivery");
  return way.map(([step, label], index) => ({
    status: step,
    label,
    state:
      index < position || (ended && index === position) ? "done" : index === position ? "current" : "ahead",
  }));
}

function positionOn(way: readonly (readonly [string, string])[], status: string): number {
  const found = way.findIndex(([step]) => step === status);
  if (found >= 0) return found;
  if (status === "completed") return way.length - 1;
  // A delivery can pass "ready for pickup", a pickup can be brought: both stand after "preparing".
  if (status === "ready_for_pickup") return 2;
  return status === "out_for_delivery" || status === "delivered" ? 3 : 0;
}
