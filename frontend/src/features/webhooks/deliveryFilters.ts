import type { WebhookDeliveryState } from "@/api/types";

export const STATES: readonly (readonly [state: WebhookDeliveryState | "", words: string])[] = [
  ["", "All"],
  ["failed", "Given up"],
  ["pending", "Waiting"],
  ["delivered", "Delivered"],
];

export interface DeliveryFilters {
  state?: WebhookDeliveryState[];
  event_type?: string;
}

/** The filters in an address; what means nothing there is left out. */
export function filtersIn(search: URLSearchParams): DeliveryFilters {
  const state = STATES.find(([each]) => each && each === search.get("state"))?.[0];
  const type = search.get("event_type");
  return { ...(state ? { state: [state] } : {}), ...(type ? { event_type: type } : {}) };
}
