import { equal } from "./bytes";
import { chainIdOf, slotOf } from "./hashes";
import type { ReadEntry } from "./reading";
import { failed, type Judgement, PROVEN } from "./verdicts";

/** What the entry before left to compare with; null where it is not known. */
interface Before {
  link: Uint8Array | null;
  index: number | null;
  ts: number | null;
}

/** **in_order**: every entry that can be read in its own place of this chain, linked to the one before. */
export function judgeOrder(
  entries: readonly ReadEntry[],
  key: Uint8Array,
  firstLink: Uint8Array | null,
): Judgement {
  const chainId = chainIdOf(key);
  let before: Before = { link: firstLink, index: null, ts: null };
  for (const entry of entries) {
    const code = misplacementOf(entry, before, key, chainId);
    if (code) return failed(code, entry.seq);
    before = { link: entry.hash, index: entry.raw.index, ts: entry.leaf?.ts ?? before.ts };
  }
  return PROVEN;
}

function misplacementOf(entry: ReadEntry, before: Before, key: Uint8Array, chainId: Uint8Array): string {
  const { leaf, payload, seq, raw } = entry;
  if (!leaf) return "";
  if (!equal(leaf.slot, slotOf(key, seq))) return "slot_differs";
  if (payload) {
    if (!equal(payload.chain, chainId)) return "wrong_chain";
    if (payload.seq !== seq) return "wrong_seq";
    if (before.link && !equal(payload.prev, before.link)) return "prev_differs";
  }
  if (before.index !== null && raw.index <= before.index) return "index_not_rising";
  return before.ts !== null && leaf.ts < before.ts ? "time_falls" : "";
}
