import { describe } from "vitest";
import { base64, slot } from "./testing/crypto";
import { at, entry, forged, itJudges, OTHER } from "./testing/judged";
import { KEY, START } from "./testing/story";

describe("in_order", () =>
  itJudges([
    [
      "a slot of another place",
      { leaf: entry(1, { slot: base64(slot(KEY, 7)) }) },
      "in_order: failed slot_differs 1",
    ],
    ["another chain", { payload: entry(1, { chain: OTHER }) }, "in_order: failed wrong_chain 1"],
    ["another number", { payload: entry(1, { seq: 5 }) }, "in_order: failed wrong_seq 1"],
    ["a broken link", { payload: entry(1, { prev: OTHER }) }, "in_order: failed prev_differs 1"],
    ["something before the first", { payload: entry(0, { prev: OTHER }) }, "in_order: failed prev_differs 0"],
    [
      "an index that does not rise",
      forged(1, { index: 1 }),
      "unaltered: failed not_included 1",
      "in_order: failed index_not_rising 1",
    ],
    ["a time before the one before", { leaf: entry(1, { ts: START - 1 }) }, "in_order: failed time_falls 1"],
    [
      "an entry left out",
      { forge: ({ entries }) => void entries.splice(1, 1) },
      "in_order: failed slot_differs 1",
      "complete: failed absence_invalid",
    ],
    [
      "another key",
      { forge: ({ chain }) => Object.assign(chain, { key: OTHER }), options: { expectedChainId: undefined } },
      "chain: not_proven chain_not_compared",
      "in_order: failed slot_differs 0",
      "complete: failed absence_invalid",
    ],
    [
      "entries exchanged",
      { forge: ({ entries }) => void entries.reverse() },
      "in_order: failed slot_differs 0",
    ],
    [
      "an erased entry between",
      {
        forge: ({ entries }) =>
          void Object.assign(at(entries, 1), { payload: undefined, salt: undefined, open: {} }),
      },
    ],
  ]));
