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

/** What is sent: names, each with the version of today where later ones are not wanted. */
export function bodyOf(
  { url, description, hears, types, isPinned }: EndpointValues,
  known: WebhookEventType[],
) {
  const chosen = hears === "all" ? [] : types;
  const pinned = (name: string): string =>
    `${name}@${known.find((each) => each.name === name)?.version ?? 1}`;
  return {
    url: url.trim(),
    description: description.trim(),
    event_types: isPinned ? chosen.map(pinned) : chosen,
  };
}
