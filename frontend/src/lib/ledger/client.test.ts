import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Order } from "./client";
import { tell } from "./testing/story";

const { bundle, policy } = tell();
const text = JSON.stringify(bundle);

type Behaviour = (worker: FakeWorker, order: Order) => void;

class FakeWorker extends EventTarget {
  static made: FakeWorker[] = [];
  static behave: Behaviour = () => {};
  terminated = false;

  constructor() {
    super();
    FakeWorker.made.push(this);
  }

  postMessage(order: Order): void {
    queueMicrotask(() => FakeWorker.behave(this, order));
  }

  terminate(): void {
    this.terminated = true;
  }

  answer(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

/** A fresh client: it keeps its worker for as long as the page lives. */
async function client(): Promise<typeof import("./client")> {
  vi.resetModules();
  return import("./client");
}

beforeEach(() => {
  FakeWorker.made = [];
  vi.stubGlobal("Worker", FakeWorker);
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("verifying in a worker", () => {
  it("gives the worker's report, and keeps the worker", async () => {
    FakeWorker.behave = (worker, { id, bundle: asked }) => worker.answer({ id, report: { head: asked } });
    const { verifyInWorker } = await client();
    const reports = await Promise.all([verifyInWorker("one", policy), verifyInWorker("two", policy)]);
    expect(reports.map(({ head }) => head)).toEqual(["one", "two"]);
    expect(FakeWorker.made).toHaveLength(1);
  });

  it("rejects with what went wrong inside", async () => {
    FakeWorker.behave = (worker, { id }) => worker.answer({ id, error: "out of memory" });
    await expect((await client()).verifyInWorker(text, policy)).rejects.toThrow("out of memory");
  });

  it("verifies here where there are no workers", async () => {
    vi.stubGlobal("Worker", undefined);
    expect((await (await client()).verifyInWorker(text, policy)).size).toBe(8);
  });

  it("verifies here where a worker may not be made", async () => {
    vi.stubGlobal("Worker", () => {
      throw new Error("refused");
    });
    expect((await (await client()).verifyInWorker(text, policy)).size).toBe(8);
  });

  it("verifies here where the worker cannot start", async () => {
    FakeWorker.behave = (worker) => worker.dispatchEvent(new Event("error"));
    expect((await (await client()).verifyInWorker(text, policy)).size).toBe(8);
    expect(FakeWorker.made[0]?.terminated).toBe(true);
  });

  it("gives up in time and has what else was asked done by another", async () => {
    vi.useFakeTimers();
    FakeWorker.behave = (worker, { id, bundle: asked }) => {
      if (asked !== "endless" && FakeWorker.made.length > 1) worker.answer({ id, report: { head: asked } });
    };
    const { verifyInWorker, VerificationTimedOut } = await client();
    const endless = expect(verifyInWorker("endless", policy, {}, 50)).rejects.toThrow(VerificationTimedOut);
    const other = verifyInWorker("other", policy);
    await vi.advanceTimersByTimeAsync(60);
    await endless;
    expect((await other).head).toBe("other");
    expect(FakeWorker.made.map(({ terminated }) => terminated)).toEqual([true, false]);
  });
});
