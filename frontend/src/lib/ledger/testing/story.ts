import { base64, sha256, slot } from "./crypto";
import { type Absent, epochAt } from "./epoch";
import { ORIGIN, TestLog } from "./log";
import { fieldOf, SALT, seal } from "./sealing";
import type { BundleJson, EntryJson, PayloadParts, Sealed, Twist } from "./shapes";

export type { BundleJson, EntryJson, PayloadParts, Twist } from "./shapes";

export interface Story {
  log: TestLog;
  bundle: BundleJson;
  policy: string;
  chainId: string;
  /** Shortly after the head was witnessed. */
  now: number;
}

export const START = 1_785_000_000;
export const KEY = Buffer.alloc(32, 5);
const CHAIN_ID = base64(sha256("trusttrack.dev/chain/v1\n", KEY));
const STEP = 100;
const SEEN = 30;
const NOTE = "Zażółć 📦";

const statusOf = (n: number, prev: string): PayloadParts => ({
  at: (START + n * STEP) * 1000 - 250,
  chain: CHAIN_ID,
  data: { from: n === 0 ? "" : "placed", to: n === 0 ? "placed" : "accepted", by: "staff" },
  fields: { actor: fieldOf("actor", "staff:17"), note: fieldOf("note", NOTE) },
  kind: "order.status",
  prev,
  seq: n,
  v: 1,
});

const openingsOf = (n: number): EntryJson["open"] =>
  n === 1 ? { note: { salt: base64(SALT), value: NOTE } } : {};

/** What happens to a log while a story is told. */
class Telling {
  readonly log = new TestLog();
  readonly entries: Sealed[] = [];
  readonly anchors: { size: number; note: string }[] = [];
  absent: Absent | undefined;

  constructor(private readonly twist: Twist) {}

  /** The witnesses see the log. */
  note(ts: number): string {
    const { seenAt = (time: number) => [time, time + 5] } = this.twist;
    return this.log.note(this.log.leaves.length, ...seenAt(ts + SEEN));
  }

  /** Somebody else's entry, and the witnesses come by. */
  pass(ts: number): void {
    this.log.appendOther(ts);
    this.anchors.push({ size: this.log.leaves.length, note: this.note(ts) });
  }

  happen(n: number): void {
    const before = this.entries.at(-1);
    const prev = before ? base64(sha256(Buffer.of(0), before.leaf)) : CHAIN_ID;
    const draft = {
      parts: statusOf(n, prev),
      place: slot(KEY, n),
      ts: START + n * STEP,
      open: openingsOf(n),
    };
    this.entries.push(seal(this.log, draft, n, this.twist));
  }
}

/** Tells the story of an order, with its anchors, its epoch and the head. */
export function tell(twist: Twist = {}): Story {
  const { count = 3, epochAfter = count, later = 0 } = twist;
  const telling = new Telling(twist);
  const { log } = telling;
  telling.pass(START - STEP);
  for (let n = 0; n < count; n++) {
    const ts = START + n * STEP;
    telling.happen(n);
    telling.pass(ts);
    if (n + 1 === epochAfter) telling.absent = epochAt(log, ts, KEY, count, twist);
  }
  const end = START + count * STEP;
  for (let n = 0; n < later; n++) log.appendOther(end);
  for (const leaf of twist.hidden?.(KEY) ?? []) log.append(leaf);
  const bundle = bundleOf(telling, end);
  return { log, bundle, policy: log.policy(), chainId: CHAIN_ID, now: end + SEEN + 10 };
}

function bundleOf(telling: Telling, end: number): BundleJson {
  const { log, entries, anchors, absent } = telling;
  const size = log.leaves.length;
  const proven = (entry: Sealed): EntryJson => ({ ...entry, proof: log.inclusion(entry.index, size) });
  return {
    format: "trusttrack-bundle/v1",
    origin: ORIGIN,
    chain: { key: base64(KEY) },
    entries: entries.map(proven),
    head: telling.note(end),
    anchors: anchors.map((one) => ({ note: one.note, consistency: log.consistency(one.size, size) })),
    ...(absent && { absent: { ...absent, epoch: proven(absent.epoch) } }),
  };
}
