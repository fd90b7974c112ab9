import { describe, expect, it } from "vitest";
import { makeOrder, trackingOf } from "@/mocks/data";
import { applyFrame, awaitsSeal, isTrackingFrame, sealedInShort, withKnown } from "./frames";

const tracking = trackingOf(makeOrder("order-x", "accepted"));
const [first, second] = tracking.entries;
if (!first || !second) throw new Error("the fixture has two entries");
const preparing = { ...second, sequence: 2, status: "preparing" as const, label: "Preparing" };

describe("frames of the tracking socket", () => {
  it("an entry moves the status", () => {
    const { tracking: after, gap } = applyFrame(tracking, { type: "entry", entry: preparing });
    expect(after.status).toBe("preparing");
    expect(after.entries).toHaveLength(3);
    expect(gap).toBe(false);
  });

  it("a repeated old entry changes nothing", () => {
    expect(applyFrame(tracking, { type: "entry", entry: first }).tracking).toEqual(tracking);
  });

  it("r48: a jump in the sequence asks for the whole", () => {
    expect(applyFrame(tracking, { type: "entry", entry: { ...preparing, sequence: 4 } }).gap).toBe(true);
  });

  it("sealing marks its entry only", () => {
    const { tracking: after } = applyFrame(tracking, { type: "sealed", sequence: 0, leaf_index: 71 });
    expect(after.entries.map((entry) => entry.leaf_index)).toEqual([71, null]);
  });

  it("a seal is not taken off by an older answer, nor by the entry arriving again", () => {
    const sealed = applyFrame(tracking, {
      type: "sealed",
      sequence: 1,
      leaf_index: 72,
      leaf_hash: "x",
    }).tracking;
    expect(withKnown(tracking, sealed).entries[1]).toMatchObject({ leaf_index: 72, leaf_hash: "x" });
    expect(withKnown(sealed, tracking).entries[1]).toMatchObject({ leaf_index: 72, leaf_hash: "x" });
    const again = applyFrame(sealed, { type: "entry", entry: second }).tracking;
    expect(again.entries[1]).toMatchObject({ leaf_index: 72, leaf_hash: "x" });
  });

  it("knows whether a seal is awaited, and says how many have come", () => {
    expect(awaitsSeal(tracking)).toBe(false); // an order that was erased from the log
    const kept = { ...tracking, ledger: { origin: "log.test/2026", chain_id: "x", proof_url: "" } };
    expect(awaitsSeal(kept)).toBe(true);
    const half = applyFrame(kept, { type: "sealed", sequence: 0, leaf_index: 71 }).tracking;
    expect(sealedInShort(half)).toBe("1 of 2 entries are sealed in the public log");
    expect(awaitsSeal(applyFrame(half, { type: "sealed", sequence: 1, leaf_index: 72 }).tracking)).toBe(
      false,
    );
  });

  it("timers come with their entry, are told when they fire, and end with the status", () => {
    const due_at = "2026-11-28T15:00:00Z";
    const timers = [{ kind: "pickup.waiting" as const, due_at, fired_at: null }];
    const ready = applyFrame(tracking, { type: "entry", entry: preparing, timers }).tracking;
    expect(ready.timers).toEqual(timers);
    const fired = timers.map((timer) => ({ ...timer, fired_at: due_at }));
    expect(applyFrame(ready, { type: "timers", timers: fired }).tracking.timers).toEqual(fired);
    expect(applyFrame(ready, { type: "entry", entry: first, timers: [] }).tracking.timers).toEqual(timers);
    expect(withKnown(tracking, ready).timers).toEqual(timers);
    const next = { ...preparing, sequence: 3, status: "completed" as const };
    expect(applyFrame(ready, { type: "entry", entry: next }).tracking.timers).toEqual([]);
  });

  it("a ping and nonsense change nothing", () => {
    expect(applyFrame(tracking, { type: "ping" }).tracking).toBe(tracking);
    expect(isTrackingFrame(null)).toBe(false);
    expect(isTrackingFrame("entry")).toBe(false);
  });

  it("an answer older than the socket takes nothing back", () => {
    const live = applyFrame(tracking, { type: "entry", entry: preparing }).tracking;
    const joined = withKnown(tracking, live);
    expect(joined.status).toBe("preparing");
    expect(joined.entries.map((entry) => entry.sequence)).toEqual([0, 1, 2]);
  });
});
