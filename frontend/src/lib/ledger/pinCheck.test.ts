import { expect, it } from "vitest";
import { at, judged, OTHER, reportOn, rerooted } from "./testing/judged";
import { tell } from "./testing/story";
import type { Pin } from "./types";

/** The log of the stories with three more entries, so that larger and smaller heads can be had. */
const { log } = tell({ later: 3 });
const noteOf = (size: number): string => log.note(size, 1, 1);

async function pinned(change: Partial<Pin>): Promise<string[]> {
  const { head, entries } = await reportOn();
  return judged({ options: { pin: { head, seq: 1, leafHash: at(entries, 1).leafHash, ...change } } });
}

it("finds nothing changed", async () => expect(await pinned({})).toEqual([]));

it("compares with an anchor of the same size", async () => {
  expect(await pinned({ head: noteOf(3) })).toEqual([]);
  const rewritten = log.sign(rerooted(log.body(3)));
  expect(await pinned({ head: rewritten })).toEqual(["append_only: failed not_consistent"]);
});

it("compares with a head of the same size", async () =>
  expect(await pinned({ head: log.sign(rerooted(log.body(8))) })).toEqual([
    "append_only: failed not_consistent",
  ]));

it("sees that the log shrank", async () =>
  expect(await pinned({ head: noteOf(9) })).toEqual(["append_only: failed head_shrank"]));

it("sees that an entry has gone or changed", async () => {
  expect(await pinned({ seq: 3 })).toEqual(["append_only: failed pinned_entry_gone 3"]);
  expect(await pinned({ leafHash: OTHER })).toEqual(["append_only: failed pinned_entry_gone 1"]);
});

it("says where it could not compare", async () => {
  expect(await pinned({ head: noteOf(4) })).toEqual(["append_only: warning pin_not_compared"]);
  expect(await pinned({ head: "damaged" })).toEqual(["append_only: warning pin_not_compared"]);
  expect(await pinned({ head: "damaged", seq: 3 })).toEqual(["append_only: failed pinned_entry_gone 3"]);
});
