import { describe, expect, it } from "vitest";
import { slot } from "./testing/crypto";
import { at, blemishes, OTHER, rerooted } from "./testing/judged";
import { leafOf } from "./testing/log";
import { type Twist, tell } from "./testing/story";
import { serve } from "./testing/tiles";
import type { FetchTile } from "./tiles";
import type { Pin, Report } from "./types";
import { verifyWith } from "./verify";

const leafIn = (seq: number) => (key: Uint8Array) => [
  leafOf({ commit: OTHER, slot: slot(key, seq).toString("base64"), ts: 1 }),
];

/** Verifies with the log's tiles at hand, or with what else answers. */
async function scanned(twist: Twist, fetchTile?: FetchTile, pin?: Pin): Promise<Report> {
  const { bundle, policy, now, log, chainId } = tell(twist);
  const means = { fetchTile: fetchTile ?? serve(log.leaves) };
  return verifyWith(means, JSON.stringify(bundle), policy, { now, pin, expectedChainId: chainId });
}

describe("the leaves after the epoch", () => {
  it("have no later entry", async () => {
    const report = await scanned({ later: 300 });
    expect(blemishes(report)).toEqual([]);
    expect(report).toMatchObject({ size: 308, searched: 308 });
  });

  it("have a later entry that was withheld", async () => {
    const report = await scanned({ later: 300, hidden: leafIn(3) });
    expect(blemishes(report)).toEqual(["complete: failed later_entry_found 3"]);
  });

  it("have another version of an entry", async () => {
    const report = await scanned({ hidden: (key) => [...leafIn(2)(key), ...leafIn(1)(key)] });
    expect(blemishes(report)).toEqual(["in_order: failed fork 1"]);
  });

  it("make up for an epoch before the last entry", async () => {
    const report = await scanned({ epochAfter: 1 });
    expect(blemishes(report)).toEqual([]);
    expect(report.searched).toBe(report.size);
  });

  it("are not looked through where the absence proof is wrong or missing", async () => {
    const { bundle, policy, now, log, chainId } = tell();
    delete bundle.absent;
    const asked: string[] = [];
    const means = { fetchTile: serve(log.leaves, asked) };
    const options = { now, expectedChainId: chainId };
    const report = await verifyWith(means, JSON.stringify(bundle), policy, options);
    expect(blemishes(report)).toEqual(["complete: warning no_absence_proof"]);
    expect(asked).toEqual([]);
  });

  it("are too many", async () => {
    const report = await scanned({ later: 4096 });
    expect(blemishes(report)).toEqual([]);
    expect(report.searched).toBe(7);
  });

  it("cannot be fetched", async () => {
    const report = await scanned({ hidden: leafIn(3) }, () => Promise.reject(new Error("offline")));
    expect(blemishes(report)).toEqual([]);
    expect(report).toMatchObject({ searched: 7, size: 9 });
  });

  it("are not those of the head", async () => {
    const report = await scanned({ hidden: leafIn(3) }, serve([...tell().log.leaves, "something else"]));
    expect(blemishes(report)).toEqual([]);
    expect(report.searched).toBe(7);
  });
});

describe("a pin between the anchors", () => {
  const { log } = tell();
  const pinned = async (head: string, fetchTile?: FetchTile): Promise<string[]> => {
    const { entries } = await scanned({});
    return blemishes(await scanned({}, fetchTile, { head, seq: 0, leafHash: at(entries, 0).leafHash }));
  };

  it("is compared by tiles", async () => expect(await pinned(log.note(4))).toEqual([]));

  it("shows a rewritten log", async () =>
    expect(await pinned(log.sign(rerooted(log.body(4))))).toEqual(["append_only: failed not_consistent"]));

  it("is not compared where there are no tiles", async () => {
    const offline = (): Promise<never> => Promise.reject(new Error("offline"));
    expect(await pinned(log.note(4), offline)).toEqual(["append_only: warning pin_not_compared"]);
  });
});
