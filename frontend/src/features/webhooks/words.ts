import type { WebhookDelivery, WebhookEndpoint } from "@/api/types";
import { clockTime } from "@/lib/time";

export type Tone = "brandSoft" | "accentSoft" | "infoSoft" | "neutralSoft";

/** How an endpoint stands: a word for its tag, and a sentence where there is more to say. */
export function endpointState(
  endpoint: WebhookEndpoint,
  now: number = Date.now(),
): { tone: Tone; word: string; sentence?: string } {
  switch (endpoint.off_reason) {
    case "gone":
      return {
        tone: "accentSoft",
        word: "Off",
        sentence: "It answered 410 Gone, so it was turned off. Turn it on when it listens again.",
      };
    case "failing":
      return {
        tone: "accentSoft",
        word: "Off",
        sentence:
          "Nothing got through for three days, so it was turned off. Turn it on when it listens again.",
      };
    case "key_ended":
      return { tone: "neutralSoft", word: "Off", sentence: "The API key that it stands on has ended." };
    case "person":
      return { tone: "neutralSoft", word: "Off", sentence: "Somebody of your team turned it off." };
    default:
  }
  if (endpoint.paused_until && new Date(endpoint.paused_until).getTime() > now)
    return {
      tone: "accentSoft",
      word: "Paused",
      sentence: `It asked us to wait until ${clockTime(endpoint.paused_until, now)}. A test, or one call sent again, goes at once and ends the wait.`,
    };
  if (endpoint.failing_since)
    return {
      tone: "accentSoft",
      word: "Failing",
      sentence: "What we send is not taken. We try again for three days.",
    };
  return { tone: "brandSoft", word: "On" };
}

export const typesInShort = (types: readonly string[]): string => {
  if (types.length === 0) return "Every event";
  return types.length > 3 ? `${types.slice(0, 3).join(", ")} and ${types.length - 3} more` : types.join(", ");
};

export function deliveryState(delivery: WebhookDelivery): { tone: Tone; word: string } {
  if (delivery.state === "delivered") return { tone: "brandSoft", word: "Delivered" };
  if (delivery.state === "failed") return { tone: "accentSoft", word: "Given up" };
  return delivery.tries > 0
    ? { tone: "accentSoft", word: "Trying again" }
    : { tone: "infoSoft", word: "Waiting" };
}

/** "Answered 500", or why nobody answered. */
export const lastAnswer = ({ last_status, last_error }: WebhookDelivery): string =>
  last_error || (last_status ? `Answered ${last_status}` : "Not sent yet");
