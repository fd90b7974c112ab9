import { describe, expect, it } from "vitest";
import type { WebhookEndpoint } from "@/api/types";
import { clockTime } from "@/lib/time";
import { endpointState } from "./words";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const LATER = "2026-11-28T14:30:00Z";
const at = (more: Partial<WebhookEndpoint>) =>
  ({
    off_reason: null,
    failing_since: "2026-11-28T11:00:00Z",
    paused_until: LATER,
    ...more,
  }) as WebhookEndpoint;

describe("how a webhook stands", () => {
  it("is paused until the time that it asked for", () => {
    const { word, sentence } = endpointState(at({}), NOW);
    expect(word).toBe("Paused");
    expect(sentence).toContain(`It asked us to wait until ${clockTime(LATER, NOW)}.`);
  });

  it.each([
    { more: { paused_until: "2026-11-28T11:59:00Z" }, word: "Failing" },
    { more: { off_reason: "person" as const }, word: "Off" },
    { more: { paused_until: null, failing_since: null }, word: "On" },
  ])("is $word where $more", ({ more, word }) => {
    expect(endpointState(at(more), NOW).word).toBe(word);
  });
});
