import type { Opening } from "./bundle";
import { equal, utf8 } from "./bytes";
import type { Checkpoint } from "./checkpoints";
import { entryCommitment, fieldCommitment } from "./hashes";
import { verifyInclusion } from "./merkle";
import type { ReadEntry } from "./reading";

/** Why the entry is not what was recorded, in the order of the specification; "" where it is. */
export function alterationOf(entry: ReadEntry, head: Checkpoint): string {
  const { raw, leaf, hash } = entry;
  if (!leaf || !hash) return "leaf_malformed";
  if (!verifyInclusion(raw.index, head.size, hash, raw.proof, head.root)) return "not_included";
  if (!raw.content) return raw.open.length > 0 ? "field_differs" : "";
  if (!isCommitted(entry)) return "commit_differs";
  if (!entry.payload) return "payload_malformed";
  return raw.open.every((opening) => isOpened(entry, opening)) ? "" : "field_differs";
}

/** Whether the leaf commits to the payload that is shown. */
export function isCommitted({ leaf, raw }: ReadEntry): boolean {
  const payload = raw.content && utf8(raw.content.payload);
  return (
    !!leaf && !!payload && !!raw.content && equal(entryCommitment(raw.content.salt, payload), leaf.commit)
  );
}

/** Whether the payload commits to the opened value. */
export function isOpened({ payload }: ReadEntry, { name, salt, value }: Opening): boolean {
  const commitment = payload?.fields.get(name);
  const [nameBytes, valueBytes] = [utf8(name), utf8(value)];
  if (!commitment || !nameBytes || !valueBytes) return false;
  return equal(fieldCommitment(salt, nameBytes, valueBytes), commitment);
}
