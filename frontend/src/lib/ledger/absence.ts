import { decodeBase64 } from "./base64";
import type { Absence, SlotMember } from "./bundle";
import { type Bytes, compare, equal } from "./bytes";
import type { Checkpoint } from "./checkpoints";
import { alterationOf } from "./entryCheck";
import { chainIdOf, leafHash, publicChainKey, slotOf } from "./hashes";
import { verifyInclusion } from "./merkle";
import { type ReadEntry, readEntry } from "./reading";
import { failed, type Judgement, PROVEN, warning } from "./verdicts";

const INDEX_CHAIN = "index";
const EPOCH_KIND = "index.slots";

/** The sorted tree of all slots below a size of the log. */
interface SlotTree {
  size: number;
  root: Bytes;
}

/**
 * **complete**: an epoch of the log's own index shows that the slot after the last entry was not taken. Gives how many
 * leaves the epoch covers, 0 where nothing is shown.
 */
export function judgeAbsence(
  absent: Absence | null,
  key: Uint8Array,
  last: ReadEntry,
  head: Checkpoint,
): { judgement: Judgement; searched: number } {
  if (!absent) return { judgement: warning("no_absence_proof"), searched: 0 };
  const tree = absent.seq === last.seq + 1 ? epochOf(absent, head) : null;
  if (!tree || !isAbsent(slotOf(key, absent.seq), absent.pair, tree))
    return { judgement: failed("absence_invalid"), searched: 0 };
  const isOld = tree.size <= last.raw.index;
  return { judgement: isOld ? warning("absence_too_old") : PROVEN, searched: tree.size };
}

function epochOf(absent: Absence, head: Checkpoint): SlotTree | null {
  const key = publicChainKey(INDEX_CHAIN);
  const { leaf, payload, raw, ...rest } = readEntry(absent.epoch, 0);
  if (!leaf || !payload || alterationOf({ leaf, payload, raw, ...rest }, head) !== "") return null;
  if (!equal(leaf.slot, slotOf(key, payload.seq)) || !equal(payload.chain, chainIdOf(key))) return null;
  const { size, root } = payload.data;
  const bytes = typeof root === "string" ? decodeBase64(root, 32) : null;
  const isExact = payload.kind === EPOCH_KIND && Object.keys(payload.data).length === 2;
  if (!isExact || !bytes || typeof size !== "number" || size < 1 || size > raw.index) return null;
  return { size, root: bytes };
}

function isAbsent(slot: Bytes, pair: readonly SlotMember[], tree: SlotTree): boolean {
  const included = pair.every(({ i, slot: member, proof }) =>
    verifyInclusion(i, tree.size, leafHash(member), proof, tree.root),
  );
  return included && isEnclosed(slot, pair, tree.size);
}

/** Between two neighbours, before the first or after the last of the sorted slots. */
function isEnclosed(slot: Bytes, [first, second]: readonly SlotMember[], size: number): boolean {
  if (!first) return false;
  const order = compare(first.slot, slot);
  if (second) return second.i === first.i + 1 && order < 0 && compare(slot, second.slot) < 0;
  return (first.i === 0 && order > 0) || (first.i === size - 1 && order < 0);
}
