import { beforeEach, describe, expect, it, vi } from "vitest";
import { createUndoQueue } from "./undoQueue";

describe("undo window", () => {
  const send = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    send.mockReset();
    return () => vi.useRealTimers();
  });

  it("sends nothing before the window ends, and then once", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "ready");
    vi.advanceTimersByTime(4999);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5000);
    expect(send.mock.calls).toEqual([["a", "ready"]]);
  });

  it("never sends what was taken back", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "ready");
    expect(queue.undo("a")).toBe(true);
    vi.runAllTimers();
    expect(send).not.toHaveBeenCalled();
    expect(queue.pending().size).toBe(0);
  });

  it("cannot take back what was already sent", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "ready");
    vi.runAllTimers();
    expect(queue.undo("a")).toBe(false);
  });

  it("keeps each act's own window", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "ready");
    vi.advanceTimersByTime(3000);
    queue.add("b", "accepted");
    queue.undo("b");
    vi.runAllTimers();
    expect(send.mock.calls).toEqual([["a", "ready"]]);
  });

  it("sends everything at once when the page goes away, and never again", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "ready");
    queue.add("b", "accepted");
    queue.flush();
    vi.runAllTimers();
    expect(send.mock.calls).toEqual([
      ["a", "ready"],
      ["b", "accepted"],
    ]);
  });

  it("sends the first act of an order when a second one follows", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "accepted");
    queue.add("a", "preparing");
    expect(send.mock.calls).toEqual([["a", "accepted"]]);
    vi.runAllTimers();
    expect(send.mock.calls.at(-1)).toEqual(["a", "preparing"]);
  });

  it("sends an amended act once, a whole window after the change", () => {
    const queue = createUndoQueue(send, 5000);
    queue.add("a", "accepted");
    vi.advanceTimersByTime(4000);
    queue.amend("a", (act) => `${act}, ready in 30`);
    vi.advanceTimersByTime(4999);
    expect(send).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(send.mock.calls).toEqual([["a", "accepted, ready in 30"]]);
    queue.amend("a", () => "again");
    vi.runAllTimers();
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("tells its listeners of every change", () => {
    const queue = createUndoQueue(send, 5000);
    const seen: number[] = [];
    queue.subscribe(() => seen.push(queue.pending().size));
    queue.add("a", "ready");
    queue.undo("a");
    expect(seen).toEqual([1, 0]);
  });
});
