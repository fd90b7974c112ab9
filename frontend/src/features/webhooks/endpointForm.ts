import { z } from "zod";
import type { WebhookEndpoint, WebhookEventType } from "@/api/types";

export const endpointSchema = z
  .object({
    url: z.string().trim().min(1, "Give the address").max(500, "500 letters at most"),
    description: z.string().trim().max(120, "120 letters at most"),
    hears: z.enum(["all", "chosen"]),
    types: z.array(z.string()),
    isPinned: z.boolean(),
  })
  .refine(({ hears, types }) => hears === "all" || types.length > 0, {
    path: ["types"],
    message: "Choose at least one event",
  });
export type EndpointValues = z.infer<typeof endpointSchema>;
export const ENDPOINT_FIELDS = ["url", "description"] as const;

const nameOf = (type: string): string => type.split("@")[0] ?? type;

export function valuesOf(endpoint: WebhookEndpoint | null): EndpointValues {
  const types = endpoint?.event_types ?? [];
  return {
    url: endpoint?.url ?? "",
    description: endpoint?.description ?? "",
    hears: endpoint && types.length > 0 ? "chosen" : "all",
    types: types.map(nameOf),
    isPinned: types.some((type) => type.includes("@")),
  };
}

/**
 * What is sent. Where later versions are not wanted, each event has one: that which it was pinned to, since the program that is
 * called was written for it, or else that of today.
 */
export function bodyOf(
  { url, description, hears, types, isPinned }: EndpointValues,
  known: WebhookEventType[],
  given: readonly string[] = [],
) {
  const wasPinned = given.some((type) => type.includes("@"));
  const kept = (name: string) => (wasPinned ? given.find((type) => nameOf(type) === name) : undefined);
  const today = (name: string) => `${name}@${known.find((each) => each.name === name)?.version ?? 1}`;
  const chosen = hears === "all" ? [] : types;
  return {
    url: url.trim(),
    description: description.trim(),
    event_types: isPinned ? chosen.map((name) => kept(name) ?? today(name)) : chosen,
  };
}

/** What of an endpoint is to be changed; what stays is not sent, so that nobody looks at it again. */
export function changesOf(endpoint: WebhookEndpoint, values: EndpointValues, known: WebhookEventType[]) {
  const { url, description, event_types } = bodyOf(values, known, endpoint.event_types);
  const isSame = event_types.toSorted().join() === endpoint.event_types.toSorted().join();
  return {
    ...(url !== endpoint.url && { url }),
    ...(description !== endpoint.description && { description }),
    ...(!isSame && { event_types }),
  };
}
