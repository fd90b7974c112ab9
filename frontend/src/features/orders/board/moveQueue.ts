import type { QueryClient } from "@tanstack/react-query";
import { madeBy } from "@/api/actingAs";
import { api, dataOf } from "@/api/client";
import { asProblem, isProblem, Problem } from "@/api/problem";
import type { Moved, OrderStatus, OrderSummary } from "@/api/types";
import { type Answer, createDeviceQueue, type DeviceQueue, type Kept } from "@/lib/deviceQueue";
import { boardKey, boardQuery } from "../queries";
import { explainRefusal } from "./conflict";

/** A move as somebody made it, on the order as they saw it. */
export interface Move {
  to: OrderStatus;
  label: string;
  reference: string;
  expectedSequence: number;
  reason?: string;
  /** What was promised with it, as a moment: a promise made offline does not grow with the wait. */
  readyAt?: string;
}

export type KeptMove = Kept<Move>;
export type MoveQueue = DeviceQueue<Move>;

const bodyOf = ({ to, reason, readyAt }: Move) => ({
  status: to,
  ...(reason ? { reason } : {}),
  ...(readyAt ? { estimated_ready_at: readyAt } : {}),
});

// A move says whose it is: a shared tablet's calls are those of whoever works on it, and this one may have waited.
const patchOne = ({ subject, key, act }: KeptMove, personId: number): Promise<Moved> =>
  dataOf(
    api.PATCH("/api/v1/orders/{uid}/status/", {
      headers: madeBy(personId),
      params: { path: { uid: subject }, header: { "Idempotency-Key": key } },
      body: { ...bodyOf(act), expected_sequence: act.expectedSequence },
      // Also when the page is closing: the move was promised when its undo window ended.
      keepalive: true,
    }),
  );

async function postMany(moves: readonly KeptMove[], personId: number): Promise<(Moved | Problem)[]> {
  const [first] = moves;
  if (!first) return [];
  const { results } = await dataOf(
    api.POST("/api/v1/orders/moves/", {
      headers: madeBy(personId),
      body: {
        ...bodyOf(first.act),
        orders: moves.map(({ subject, act }) => ({
          order: subject,
          expected_sequence: act.expectedSequence,
        })),
      },
      keepalive: true,
    }),
  );
  return results.map(({ moved, problem }) => moved ?? problemOf(problem ?? {}));
}

const problemOf = (body: Record<string, unknown>): Problem =>
  new Problem(Number(body.status), String(body.code), String(body.detail), [], body);

/** What to do about a call that brought no answer for good: try again, sign in, or give up and say why. */
async function answerTo(error: unknown, move: KeptMove): Promise<Answer> {
  const { status } = asProblem(error);
  if (status === 0) return { kind: "later", why: "network" };
  if (status === 401) return { kind: "later", why: "sign_in" };
  if (status >= 500 || status === 429 || isProblem(error, "idempotency_in_flight"))
    return { kind: "later", why: "busy" };
  try {
    const why = await explainRefusal(error, move);
    return why === null ? { kind: "done" } : { kind: "refused", why };
  } catch {
    return { kind: "later", why: "network" };
  }
}

/** The moves of one person at one vendor that this device still has to send. */
function createMoveQueue(slug: string, personId: number, name: string, queryClient: QueryClient): MoveQueue {
  const written = ({ subject }: KeptMove, moved: Moved): void => {
    queryClient.setQueryData(boardQuery(slug).queryKey, (orders) =>
      orders?.map((order) =>
        order.uid === subject && order.sequence < moved.sequence ? { ...order, ...mirror(moved) } : order,
      ),
    );
  };
  const resultsOf = async (moves: readonly KeptMove[]): Promise<(Moved | unknown)[]> => {
    const [only] = moves;
    if (only && moves.length === 1) return [await patchOne(only, personId)];
    return postMany(moves, personId);
  };
  return createDeviceQueue<Move>({
    name,
    send: async (moves) => {
      const results = await resultsOf(moves).catch((error: unknown) => moves.map(() => error));
      const answers = new Map<string, Answer>();
      for (const [index, move] of moves.entries()) {
        const result = results[index];
        if (isMoved(result)) written(move, result);
        answers.set(move.key, isMoved(result) ? { kind: "done" } : await answerTo(result, move));
      }
      void queryClient.invalidateQueries({ queryKey: boardKey(slug) });
      return answers;
    },
  });
}

const isMoved = (result: unknown): result is Moved =>
  typeof result === "object" && result !== null && "order_status" in result;

const mirror = (moved: Moved): Partial<OrderSummary> => ({
  status: moved.status,
  sequence: moved.sequence,
  allowed_transitions: moved.allowed_transitions,
  timers: [],
  ...(moved.estimated_ready_at ? { estimated_ready_at: moved.estimated_ready_at } : {}),
});

const queues = new WeakMap<QueryClient, Map<string, MoveQueue>>();

/** The one queue of a person and a vendor on this page; it goes on sending whichever page of the app is shown. */
export function moveQueueFor(slug: string, personId: number, queryClient: QueryClient): MoveQueue {
  const known = queues.get(queryClient) ?? new Map<string, MoveQueue>();
  queues.set(queryClient, known);
  const name = `tt-moves:${personId}:${slug}`;
  const queue = known.get(name) ?? createMoveQueue(slug, personId, name, queryClient);
  known.set(name, queue);
  return queue;
}
