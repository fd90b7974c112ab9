import { base64, sha256, slot } from "./crypto";
import type { TestLog } from "./log";
import { seal } from "./sealing";
import type { BundleJson, Sealed, Twist } from "./shapes";
import { inclusion, root } from "./tree";

export type Absent = Omit<NonNullable<BundleJson["absent"]>, "epoch"> & { epoch: Sealed };

const INDEX = sha256("trusttrack.dev/public-chain/v1\n", "index");
const CHAIN = base64(sha256("trusttrack.dev/chain/v1\n", INDEX));
const SEQ = 4;

/** Seals the index of all slots so far, and shows that slot `seq` of the chain of `key` is not among them. */
export function epochAt(
  log: TestLog,
  ts: number,
  key: Buffer,
  seq: number,
  { epoch, epochSlot }: Twist,
): Absent {
  const slots = log.slots(log.leaves.length);
  const hashes = slots.map((one) => sha256(Buffer.of(0), one));
  const data = { size: slots.length, root: base64(root(hashes)) };
  const parts = {
    at: ts * 1000,
    chain: CHAIN,
    data,
    fields: {},
    kind: "index.slots",
    prev: CHAIN,
    seq: SEQ,
    v: 1,
  };
  epoch?.(parts);
  const sealed = seal(log, { parts, place: epochSlot ?? slot(INDEX, SEQ), ts });
  const pair = neighbours(slots, slot(key, seq)).map((i) => ({
    i,
    slot: base64(slots[i] ?? Buffer.alloc(0)),
    proof: inclusion(i, hashes).map(base64),
  }));
  return { epoch: sealed, seq, pair };
}

/** Where the sorted slots leave room for another. */
function neighbours(slots: readonly Buffer[], wanted: Buffer): number[] {
  const above = slots.findIndex((one) => Buffer.compare(one, wanted) > 0);
  if (above < 0) return [slots.length - 1];
  return above === 0 ? [0] : [above - 1, above];
}
