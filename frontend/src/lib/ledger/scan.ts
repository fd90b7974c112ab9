import { encodeBase64 } from "./base64";
import { equal } from "./bytes";
import type { Checkpoint } from "./checkpoints";
import { leafHash, slotOf } from "./hashes";
import { parseLeaf, type ReadEntry } from "./reading";
import { authenticLeaves, type FetchTile } from "./tiles";

const WIDTH = 256;
/** Beyond this many entry tiles the next epoch is nearer than the end of the search. */
export const MAX_TILES = 16;

export interface Finding {
  /** A leaf stands in the slot after the chain's last entry. */
  isLaterFound: boolean;
  /** seq of an entry in whose slot another leaf stands too; null where there is none. */
  forked: number | null;
}

/**
 * Looks through the leaves between the epoch and the head for the slots of a chain. Null where they are too many,
 * cannot be fetched, or are not those of the head: then nothing is known beyond the epoch.
 */
export async function scanNewest(
  entries: readonly ReadEntry[],
  key: Uint8Array,
  epochSize: number,
  head: Checkpoint,
  fetchTile: FetchTile,
): Promise<Finding | null> {
  const start = epochSize - (epochSize % WIDTH);
  if (head.size - start > MAX_TILES * WIDTH) return null;
  const leaves = await authenticLeaves(head, start, fetchTile).catch(() => null);
  return leaves && search(leaves, entries, key);
}

function search(leaves: readonly Uint8Array[], entries: readonly ReadEntry[], key: Uint8Array): Finding {
  const own = new Map(entries.map((entry) => [encodeBase64(slotOf(key, entry.seq)), entry]));
  const next = slotOf(key, (entries.at(-1)?.seq ?? -1) + 1);
  const finding: Finding = { isLaterFound: false, forked: null };
  const decoder = new TextDecoder();
  for (const bytes of leaves) {
    const slot = parseLeaf(decoder.decode(bytes))?.slot;
    if (!slot) continue;
    if (equal(slot, next)) finding.isLaterFound = true;
    const entry = own.get(encodeBase64(slot));
    if (entry?.hash && !equal(entry.hash, leafHash(bytes)))
      finding.forked = Math.min(entry.seq, finding.forked ?? entry.seq);
  }
  return finding;
}
