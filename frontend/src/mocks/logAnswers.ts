import { base64, sha256, slot } from "@/lib/ledger/testing/crypto";
import { ORIGIN } from "@/lib/ledger/testing/log";
import { inclusion } from "@/lib/ledger/testing/tree";
import { anchors, chainOf, epoch, keyOf, log, SALT, type Sealed } from "./log";

/** What the log in memory answers: proofs, its policy, its figures, its tiles. */

/** The proof of an order as the API sends it; null while nothing is sealed. */
export function bundleOf(uid: string): string | null {
  const entries = chainOf(uid);
  const size = log.leaves.length;
  if (!entries.length || !epoch) return null;
  const shown = ({ index, leaf, payload, open }: Sealed) => ({
    index,
    leaf,
    payload,
    salt: base64(SALT),
    open,
    proof: log.inclusion(index, size),
  });
  return JSON.stringify({
    format: "trusttrack-bundle/v1",
    origin: ORIGIN,
    chain: { key: base64(keyOf(uid)) },
    entries: entries.map(shown),
    head: anchors.findLast((each) => each.size === size)?.note,
    anchors: anchors.map((each) => ({ note: each.note, consistency: log.consistency(each.size, size) })),
    absent: { epoch: shown(epoch.entry), ...absenceOf(keyOf(uid), entries.length, epoch.slots) },
  });
}

function absenceOf(key: Buffer, seq: number, slots: Buffer[]) {
  const hashes = slots.map((one) => sha256(Buffer.of(0), one));
  const wanted = slot(key, seq);
  const above = slots.findIndex((one) => Buffer.compare(one, wanted) > 0);
  const near = above < 0 ? [slots.length - 1] : above === 0 ? [0] : [above - 1, above];
  const member = (i: number) => ({
    i,
    slot: base64(slots[i] ?? Buffer.alloc(0)),
    proof: inclusion(i, hashes).map(base64),
  });
  return { seq, pair: near.map(member) };
}

export const policy = (): string => log.policy("none");

export function figures() {
  const size = log.leaves.length;
  const at = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();
  const key =
    policy()
      .split("\n")
      .find((line) => line.startsWith("log "))
      ?.split(" ")[1] ?? "";
  return {
    origin: ORIGIN,
    tree_size: size,
    root: size ? (log.body(size).split("\n")[2] ?? null) : null,
    checkpoint: size ? log.note(size) : null,
    signed_at: size ? at(2) : null,
    queue_length: 0,
    oldest_queued_seconds: 0,
    policy: policy(),
    keys: [key],
    quorum: "none",
    witnesses: log.witnesses.map((_witness, n) => ({
      name: `witness${n + 1}`,
      url: `http://localhost/witness${n + 1}`,
      is_independent: false,
      cosigned_at: size ? at(9) : null,
      size: size || null,
    })),
    epoch: epoch && { size: epoch.slots.length, recorded_at: at(120) },
    verifier: { url: "/static/verifier.html", sha256: sha256("verifier").toString("hex") },
  };
}

/** The leaves of an entry tile, as the log serves them. */
export function entryTile(first: number, count: number): Buffer {
  const leaves = log.leaves.slice(first, first + count).map((leaf) => Buffer.from(leaf));
  const length = (leaf: Buffer): Buffer => Buffer.of(leaf.length >> 8, leaf.length & 255);
  return Buffer.concat(leaves.flatMap((leaf) => [length(leaf), leaf]));
}

export function hashTile(first: number, count: number): Buffer {
  return Buffer.concat(log.leaves.slice(first, first + count).map((leaf) => sha256(Buffer.of(0), leaf)));
}
