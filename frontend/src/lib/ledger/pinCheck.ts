import { encodeBase64 } from "./base64";
import { equal } from "./bytes";
import { type Checkpoint, parseCheckpoint, parseNote } from "./checkpoints";
import type { OpenedNote } from "./notes";
import type { ReadEntry } from "./reading";
import { extendsByTiles, type FetchTile } from "./tiles";
import type { Pin } from "./types";
import { failed, type Judgement, PROVEN, warning } from "./verdicts";

/** What the head is compared with besides the pin. */
export interface Compared {
  head: Checkpoint;
  entries: readonly ReadEntry[];
  /** Anchors that the head extends. */
  anchors: readonly OpenedNote[];
  /** Absent where the reader has no address of the log. */
  fetchTile?: FetchTile;
}

/** The checkpoint that an earlier visit kept; null where it is damaged or of another log. */
function pinnedHead(pin: Pin, origin: string): Checkpoint | null {
  const note = parseNote(pin.head);
  const checkpoint = note && parseCheckpoint(note.text);
  return checkpoint?.origin === origin && checkpoint.size > 0 ? checkpoint : null;
}

/** Whether the tree of today still holds what the earlier visit saw. */
export async function judgePin(pin: Pin, compared: Compared): Promise<Judgement> {
  const head = await judgeHead(pinnedHead(pin, compared.head.origin), compared);
  if (head.status === "failed") return head;
  return isEntryGone(pin, compared.entries) ? failed("pinned_entry_gone", pin.seq) : head;
}

async function judgeHead(pinned: Checkpoint | null, compared: Compared): Promise<Judgement> {
  const { head, anchors, fetchTile } = compared;
  if (!pinned) return warning("pin_not_compared");
  if (pinned.size > head.size) return failed("head_shrank");
  const known = [head, ...anchors].find(({ size }) => size === pinned.size);
  if (known) return equal(known.root, pinned.root) ? PROVEN : failed("not_consistent");
  if (!fetchTile) return warning("pin_not_compared");
  try {
    return (await extendsByTiles(pinned, head, fetchTile)) ? PROVEN : failed("not_consistent");
  } catch {
    return warning("pin_not_compared");
  }
}

/** A later page of a public chain says nothing of entries before it. */
function isEntryGone(pin: Pin, entries: readonly ReadEntry[]): boolean {
  const first = entries[0]?.seq ?? 0;
  if (pin.seq < first) return false;
  const entry = entries[pin.seq - first];
  return !entry?.hash || encodeBase64(entry.hash) !== pin.leafHash;
}
