import { describe } from "vitest";
import { base64 } from "./testing/crypto";
import { entry, forged, itJudges, OTHER, type Row, written } from "./testing/judged";
import type { PayloadParts } from "./testing/story";

const erased = { payload: undefined, salt: undefined };
const opened = (value: string) => ({ note: { salt: base64(Buffer.alloc(32, 3)), value } });

describe("the leaf", () =>
  itJudges([
    ["has a space", { leafText: written(1, ",", ", ") }, "unaltered: failed leaf_malformed 1"],
    [
      "has another member",
      { leafText: written(1, '"v":1', '"v":1,"w":1') },
      "unaltered: failed leaf_malformed 1",
    ],
    [
      "is of another version",
      { leafText: written(1, '"v":1', '"v":2') },
      "unaltered: failed leaf_malformed 1",
    ],
    [
      "has a member twice",
      { leafText: written(1, '"ts"', '"ts":1,"ts"') },
      "unaltered: failed leaf_malformed 1",
    ],
    [
      "has a time with a point",
      { leafText: written(1, ',"v"', '.0,"v"') },
      "unaltered: failed leaf_malformed 1",
    ],
    ["is no JSON", { leafText: written(1, "{", "") }, "unaltered: failed leaf_malformed 1"],
    ["is a list", { leafText: () => "[]" }, "unaltered: failed leaf_malformed 0"],
    ["is too long", forged(2, { leaf: "x".repeat(65_536) }), "unaltered: failed leaf_malformed 2"],
    ["has half a surrogate pair", forged(2, { leaf: "\ud800" }), "unaltered: failed leaf_malformed 2"],
    [
      "stands beyond the head",
      forged(2, { index: 8 }),
      "unaltered: failed not_included 2",
      "time: not_proven no_witness_time 2",
      "complete: warning absence_too_old",
    ],
    ["has a proof too short", forged(1, { proof: [] }), "unaltered: failed not_included 1"],
    [
      "was replaced",
      forged(1, { leaf: `{"commit":"${OTHER}","slot":"${OTHER}","ts":1785000100,"v":1}` }),
      "unaltered: failed not_included 1",
      "in_order: failed slot_differs 1",
    ],
  ]));

/** What is sealed in place of `"staff"`, or in place of another piece of the payload. */
const malformed: [what: string, replacement: string, piece?: string][] = [
  ["a member twice", '"at":1,"at"', '"at"'],
  ["a number with a point", '"seq":1.0', '"seq":1'],
  ["an exponent", '"seq":1e0', '"seq":1'],
  ["a rounded integer", '"seq":9007199254740993', '"seq":1'],
  ["a null", "null"],
  ["a list", "[]"],
  ["a zero character", '"\\u0000"'],
  ["an escaped half of a pair", '"\\ud800"'],
  ["endless nesting", `${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`],
  ["another member", '"v":1,"w":1', '"v":1'],
  ["a __proto__", '"v":1,"__proto__":{}', '"v":1'],
  ["another version", '"v":2', '"v":1'],
];

describe("the payload", () => {
  itJudges([
    ["was replaced", forged(1, { payload: "{}" }), "unaltered: failed commit_differs 1"],
    ["has another salt", forged(1, { salt: OTHER }), "unaltered: failed commit_differs 1"],
    ["has half a surrogate pair", forged(1, { payload: "\ud800" }), "unaltered: failed commit_differs 1"],
    ["was erased", forged(0, erased)],
  ]);
  const fields: PayloadParts["fields"][] = [{ Note: OTHER }, { "": OTHER }, { note: "AAAA" }];
  itJudges([
    ...malformed.map(([what, to, from = '"staff"']): Row => {
      return [`has ${what}`, { payloadText: written(1, from, to) }, "unaltered: failed payload_malformed 1"];
    }),
    ...fields.map((changed): Row => {
      const change = { payload: entry<PayloadParts>(1, { fields: changed }) };
      return [`has the fields ${JSON.stringify(changed)}`, change, "unaltered: failed payload_malformed 1"];
    }),
  ]);
});

describe("an opened field", () =>
  itJudges([
    ["is right", forged(0, { open: opened("Zażółć 📦") })],
    ["was changed", forged(1, { open: opened("no") }), "unaltered: failed field_differs 1"],
    ["has half a surrogate pair", forged(1, { open: opened("\ud800") }), "unaltered: failed field_differs 1"],
    [
      "was never committed to",
      forged(0, { open: { extra: { salt: OTHER, value: "" } } }),
      "unaltered: failed field_differs 0",
    ],
    ["has no payload", forged(1, erased), "unaltered: failed field_differs 1"],
  ]));
