import type { Anchor } from "./bundle";
import type { Checkpoint } from "./checkpoints";
import { verifyConsistency } from "./merkle";
import type { NoteProblem, OpenedNote } from "./notes";

export interface JudgedAnchor {
  /** Null where the note cannot be trusted to be about this tree. */
  opened: OpenedNote | null;
  /** "" where the head extends it. */
  code: string;
}

const CODES: Record<NoteProblem, string> = {
  malformed: "anchor_malformed",
  bad_signature: "anchor_bad_signature",
  not_signed: "anchor_not_signed",
};

export function judgeAnchor(
  anchor: Anchor,
  opened: OpenedNote | NoteProblem,
  head: Checkpoint,
): JudgedAnchor {
  if (typeof opened === "string") return { opened: null, code: CODES[opened] };
  if (opened.size < 1 || opened.size > head.size) return { opened: null, code: "anchor_size" };
  const extended = verifyConsistency(opened.size, head.size, opened.root, head.root, anchor.consistency);
  return extended ? { opened, code: "" } : { opened: null, code: "not_consistent" };
}
