import type { Report, VerifyBundle, VerifyOptions } from "./types";
import workerUrl from "./worker.ts?worker&url";
import { workerAddress } from "./workerAddress";

export interface Order {
  id: number;
  bundle: string;
  policy: string;
  options?: VerifyOptions;
}

export type Answer = { id: number; report: Report } | { id: number; error: string };

/** No verdict within the time that was given; the bundle is neither proven nor refuted. */
export class VerificationTimedOut extends Error {
  override name = "VerificationTimedOut";
}

const TIMEOUT = 30_000;

interface Waiting {
  order: Order;
  settle: (report: Report | Promise<Report>) => void;
  refuse: (reason: Error) => void;
}

let worker: Worker | null = null;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/** On the main thread; fetches the verifier's code when it is first needed. */
export const verifyHere: VerifyBundle = async (bundle, policy, options) =>
  (await import("./verify")).verifyBundle(bundle, policy, options);

/**
 * Verifies in a worker that is kept for the next time, on the main thread where there are no workers. Rejects with
 * {@link VerificationTimedOut} after `timeout` milliseconds.
 */
export function verifyInWorker(
  bundle: string,
  policy: string,
  options?: VerifyOptions,
  timeout = TIMEOUT,
): Promise<Report> {
  const running = startWorker();
  if (!running) return verifyHere(bundle, policy, options);
  lastId += 1;
  const order: Order = { id: lastId, bundle, policy, options };
  return new Promise<Report>((resolve, reject) => {
    const timer = setTimeout(() => giveUp(order.id), timeout);
    const done = (): void => {
      clearTimeout(timer);
      waiting.delete(order.id);
    };
    waiting.set(order.id, {
      order,
      settle: (report) => {
        done();
        resolve(report);
      },
      refuse: (reason) => {
        done();
        reject(reason);
      },
    });
    running.postMessage(order);
  });
}

function startWorker(): Worker | null {
  if (worker || typeof Worker === "undefined") return worker;
  try {
    worker = new Worker(workerAddress(workerUrl), { type: "module" });
  } catch {
    return null;
  }
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => take(data));
  worker.addEventListener("error", fallBack);
  return worker;
}

function take(answer: Answer): void {
  const asked = waiting.get(answer.id);
  if ("report" in answer) asked?.settle(answer.report);
  else asked?.refuse(new Error(answer.error));
}

function stopWorker(): Waiting[] {
  worker?.terminate();
  worker = null;
  return [...waiting.values()];
}

/** The worker could not start (an old browser, a lost network): the orders are done here. */
function fallBack(): void {
  for (const { order, settle } of stopWorker()) settle(verifyHere(order.bundle, order.policy, order.options));
}

/** A worker that is stuck answers nobody: a new one takes what else was asked. */
function giveUp(id: number): void {
  const orders = stopWorker();
  const next = startWorker();
  for (const { order, refuse } of orders) {
    if (order.id === id) refuse(new VerificationTimedOut("The check took too long."));
    else next?.postMessage(order);
  }
}
