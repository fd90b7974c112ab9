import { HttpResponse, http } from "msw";
import type { Statement, Transparency } from "@/api/types";
import { ago } from "./data";
import { problem } from "./problem";

export const aStatement = (changes: Partial<Statement> = {}): Statement => ({
  id: 7,
  review: 3,
  order: "order-k1l2",
  vendor: "hearth-rye",
  vendor_name: "Hearth & Rye",
  decision: "hide",
  sentence: "Your review of Hearth & Rye is hidden",
  reason: "personal_data",
  rule: "Our rules: a review gives away nobody's personal data.",
  facts: "It names a neighbour of the shop.",
  found_by: "report",
  found: "A reader reported it, and a person of our team looked at it.",
  is_automated: false,
  created_at: ago(2),
  appeal_until: ago(-24 * 180),
  can_appeal: true,
  appeal: null,
  ...changes,
});

export const theFigures = (changes: Partial<Transparency> = {}): Transparency => ({
  automated_decisions: 0,
  reports: [{ reason: "abusive", reason_label: "Abusive or hateful", count: 4 }],
  decisions: [
    {
      decision: "hide",
      decision_label: "Hidden",
      reason: "abusive",
      reason_label: "Abusive or hateful",
      count: 2,
    },
  ],
  appeals: { received: 1, upheld: 0, reversed: 1 },
  removed: {
    tombstones: 2,
    published_again: 1,
    removed_now: 1,
    tree_size: 4711,
    root_hash: "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=",
    counted_at: ago(1),
  },
  months: [
    {
      month: "2026-11-01",
      reports: 4,
      pointed_at: 3,
      decisions: 2,
      appeals: 1,
      median_minutes_to_decide: 95,
    },
  ],
  rules: [
    {
      code: "links",
      version: 1,
      title: "Links",
      words: "The address of a website, which is how advertising comes in.",
      leads_to: "queue",
    },
  ],
  sample_percent: 2,
  ...changes,
});

let statements: Statement[] = [];

export function keepStatements(...kept: Statement[]): void {
  statements = kept;
}

export const moderationHandlers = [
  http.get("*/api/v1/moderation/statements/", () =>
    HttpResponse.json({ results: statements, next: null, previous: null }),
  ),
  http.get("*/api/v1/moderation/statements/:id/", ({ params }) => {
    const found = statements.find(({ id }) => String(id) === params.id);
    return found ? HttpResponse.json(found) : problem(404, "not_found");
  }),
  http.post("*/api/v1/moderation/statements/:id/appeal/", async ({ params, request }) => {
    const { words } = (await request.json()) as { words: string };
    const appeal = { words, created_at: ago(0), outcome: null, decided_at: null };
    statements = statements.map((one) =>
      String(one.id) === params.id ? { ...one, can_appeal: false, appeal } : one,
    );
    return HttpResponse.json(
      statements.find(({ id }) => String(id) === params.id),
      { status: 201 },
    );
  }),
  http.get("*/api/v1/transparency/", () => HttpResponse.json(theFigures())),
];
