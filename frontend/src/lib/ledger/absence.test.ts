import { describe } from "vitest";
import { slot } from "./testing/crypto";
import { type Change, itJudges, OTHER } from "./testing/judged";
import { type BundleJson, KEY, type PayloadParts, type Twist } from "./testing/story";

const INVALID = "complete: failed absence_invalid";
type Absent = NonNullable<BundleJson["absent"]>;
const absent = (change: (absent: Absent) => object): Change => ({
  forge: (bundle) => Object.assign(bundle, { absent: bundle.absent && change(bundle.absent) }),
});
const epochAs = (change: object): Change => absent((one) => ({ ...one, epoch: { ...one.epoch, ...change } }));
const pairAs = (change: (pair: Absent["pair"]) => unknown): Change =>
  absent((one) => ({ ...one, pair: change([...one.pair]) }));
const epoch = (change: Partial<PayloadParts>): Twist => ({
  epoch: (payload) => Object.assign(payload, change),
});
const data = (change: object): Twist => ({ epoch: (payload) => Object.assign(payload.data, change) });

describe("complete", () =>
  itJudges([
    ["no absence proof", absent(() => ({})), "well_formed: failed malformed"],
    ["left out", { forge: (bundle) => void delete bundle.absent }, "complete: warning no_absence_proof"],
    ["the last entry left out", { forge: ({ entries }) => void entries.pop() }, INVALID],
    ["another number", absent((one) => ({ ...one, seq: 4 })), INVALID],
    ["an epoch before the last entry", { epochAfter: 1 }, "complete: warning absence_too_old"],
    ["an altered epoch", epochAs({ salt: OTHER }), INVALID],
    ["an erased epoch", epochAs({ salt: undefined, payload: undefined }), INVALID],
    ["an epoch in another's slot", { epochSlot: slot(KEY, 9) }, INVALID],
    ["an epoch of another chain", epoch({ chain: OTHER }), INVALID],
    ["another kind", epoch({ kind: "index" }), INVALID],
    ["more data", data({ more: 1 }), INVALID],
    ["a root that is none", data({ root: "x" }), INVALID],
    ["a size that is none", data({ size: "7" }), INVALID],
    ["no slots", data({ size: 0 }), INVALID],
    ["slots of the future", data({ size: 8 }), INVALID],
    [
      "a member that is not in the tree",
      pairAs(([first, ...rest]) => [{ ...first, slot: OTHER }, ...rest]),
      INVALID,
    ],
    ["one of two neighbours", pairAs((pair) => pair.slice(0, 1)), INVALID],
    ["neighbours exchanged", pairAs((pair) => pair.reverse()), INVALID],
  ]));

/** How many entries a chain must have for its next slot to lie before, after or among all slots. */
describe("the place of the absent slot", () =>
  itJudges(Array.from({ length: 12 }, (_, n) => [`after ${n + 1} entries`, { count: n + 1 }])));
