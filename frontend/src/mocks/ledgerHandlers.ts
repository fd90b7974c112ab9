import { HttpResponse, http } from "msw";
import type { Tracking } from "@/api/types";
import { type MockOrder, trackingOf } from "./data";
import { chainIdOf, keyOf, sealDue, sealedEntries } from "./log";
import * as answers from "./logAnswers";

/** A tracked order with the seals that the log has given it so far. */
export function sealedTracking(order: MockOrder, orders: readonly MockOrder[]): Tracking {
  sealDue(orders);
  const tracking = trackingOf(order);
  const seals = sealedEntries(order.uid);
  return {
    ...tracking,
    ledger: {
      origin: answers.figures().origin,
      chain_id: chainIdOf(keyOf(order.uid)),
      proof_url: `/api/v1/tracking/${order.uid}/proof/`,
    },
    entries: tracking.entries.map((entry) => ({ ...entry, ...seals[entry.sequence] })),
  };
}

const text = (body: string) =>
  new HttpResponse(body, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
const octets = (body: Buffer) =>
  new HttpResponse(new Uint8Array(body), { headers: { "Content-Type": "application/octet-stream" } });
const WIDTH = 256;

/** The log's own addresses. `ready` lets the handlers seal what is due before they answer. */
export const ledgerHandlers = (ready: () => void) => [
  http.get("*/api/v1/ledger/", () => {
    ready();
    return HttpResponse.json(answers.figures());
  }),
  http.get("*/log/v1/policy", () => text(answers.policy())),
  http.get("*/log/v1/checkpoint", () => {
    ready();
    return text(answers.figures().checkpoint ?? "");
  }),
  http.get("*/log/v1/tile/:level/:n", ({ params }) => tile(String(params.level), String(params.n), WIDTH)),
  http.get("*/log/v1/tile/:level/:n/:width", ({ params }) =>
    tile(String(params.level), String(params.n).replace(".p", ""), Number(params.width)),
  ),
];

function tile(level: string, n: string, width: number) {
  const first = Number(n) * WIDTH;
  if (level === "entries") return octets(answers.entryTile(first, width));
  return level === "0" ? octets(answers.hashTile(first, width)) : new HttpResponse(null, { status: 404 });
}
