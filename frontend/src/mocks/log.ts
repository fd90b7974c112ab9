import { base64, sha256, slot } from "@/lib/ledger/testing/crypto";
import { leafOf, TestLog } from "@/lib/ledger/testing/log";
import { root } from "@/lib/ledger/testing/tree";
import type { MockOrder } from "./data";

/** A small real log in memory: what it proves about the mocked orders stands the browser's own check. */

export interface Sealed {
  uid: string;
  index: number;
  leaf: string;
  payload: string;
  open: Record<string, { salt: string; value: string }>;
}

interface Draft {
  key: Buffer;
  seq: number;
  ts: number;
  at: number;
  prev: string;
  kind: string;
  data: Record<string, string | number>;
  fields: Record<string, string>;
}

export const SALT = Buffer.alloc(32, 3);
const INDEX = "index";
const INDEX_KEY = sha256("trusttrack.dev/public-chain/v1\n", INDEX);
const SEALED_AFTER_MS = 4_000;
/** Seconds before and after an entry at which the witnesses look. */
const SEEN_BEFORE = 40;
const SEEN_AFTER = 8;

export const log = new TestLog();
const sealed: Sealed[] = [];
export const anchors: { size: number; note: string }[] = [];
export let epoch: { entry: Sealed; slots: Buffer[] } | null = null;

export const keyOf = (uid: string): Buffer => sha256(`mock ${uid}`);
export const chainIdOf = (key: Uint8Array): string => base64(sha256("trusttrack.dev/chain/v1\n", key));
export const leafHashOf = (leaf: string): string => base64(sha256(Buffer.of(0), leaf));
export const chainOf = (uid: string): Sealed[] => sealed.filter((each) => each.uid === uid);

function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(",")}}`;
}

function anchor(time: number): void {
  const size = log.leaves.length;
  anchors.push({ size, note: log.note(size, time, time + 1) });
}

function append(uid: string, { key, seq, ts, at, prev, kind, data, fields }: Draft): Sealed {
  const commits = Object.entries(fields).map(([name, value]) => [
    name,
    base64(sha256("trusttrack.dev/field/v1\n", SALT, name, "\n", value)),
  ]);
  const chain = chainIdOf(key);
  const payload = canonical({ at, chain, data, fields: Object.fromEntries(commits), kind, prev, seq, v: 1 });
  const commit = base64(sha256("trusttrack.dev/entry/v1\n", SALT, payload));
  const leaf = leafOf({ commit, slot: base64(slot(key, seq)), ts });
  const shown = Object.entries(fields).map(([name, value]) => [name, { salt: base64(SALT), value }]);
  const entry = { uid, index: log.append(leaf), leaf, payload, open: Object.fromEntries(shown) };
  sealed.push(entry);
  return entry;
}

function sealEpoch(ts: number): void {
  const slots = log.slots(log.leaves.length);
  const hashes = slots.map((one) => sha256(Buffer.of(0), one));
  const before = chainOf(INDEX);
  const last = before.at(-1);
  const prev = last ? leafHashOf(last.leaf) : chainIdOf(INDEX_KEY);
  const data = { size: slots.length, root: base64(root(hashes)) };
  const parts = {
    key: INDEX_KEY,
    seq: before.length,
    ts,
    at: ts * 1000,
    prev,
    kind: "index.slots",
    data,
    fields: {},
  };
  epoch = { entry: append(INDEX, parts), slots };
  anchor(ts + 1);
}

/** Seals what was recorded long enough ago, in the order of recording. */
export function sealDue(orders: readonly MockOrder[], now = Date.now()): void {
  const due = orders
    .flatMap((order) =>
      order.history.map((entry) => ({ order, entry, recorded: Date.parse(entry.recorded_at) })),
    )
    .filter(({ order, entry }) => entry.sequence >= chainOf(order.uid).length)
    .filter(({ recorded }) => recorded + SEALED_AFTER_MS <= now)
    .sort((a, b) => a.recorded - b.recorded || a.entry.sequence - b.entry.sequence);
  for (const { order, entry, recorded } of due) {
    const key = keyOf(order.uid);
    const ts = Math.floor(recorded / 1000);
    const last = chainOf(order.uid).at(-1);
    log.appendOther(ts - SEEN_BEFORE);
    anchor(ts - SEEN_BEFORE);
    append(order.uid, {
      key,
      seq: entry.sequence,
      ts,
      at: Date.parse(entry.claimed_at),
      prev: last ? leafHashOf(last.leaf) : chainIdOf(key),
      kind: "order.status",
      data: { from: entry.sequence ? entry.from_status : "", to: entry.status, by: entry.actor_role },
      fields: {
        note: entry.note,
        reason: entry.reason,
        ...(entry.sequence === 0 ? { ref: order.reference } : {}),
      },
    });
    anchor(ts + SEEN_AFTER);
  }
  if (due.length) sealEpoch(Math.floor(now / 1000) - 2);
}

export const sealedEntries = (uid: string): { leaf_index: number; leaf_hash: string }[] =>
  chainOf(uid).map(({ index, leaf }) => ({ leaf_index: index, leaf_hash: leafHashOf(leaf) }));
