import { type JudgedAnchor, judgeAnchor } from "./anchorCheck";
import type { Bundle } from "./bundle";
import type { SignatureCheck } from "./ed25519";
import { type OpenedNote, openCheckpoint } from "./notes";
import type { Policy } from "./policy";

/** A bundle whose head is signed as the policy asks. */
export interface OpenedBundle {
  bundle: Bundle;
  policy: Policy;
  head: OpenedNote;
  anchors: JudgedAnchor[];
}

/** **authentic**: opens head and anchors, or gives the code of what is wrong with the head. */
export async function openBundle(
  bundle: Bundle,
  policy: Policy | null,
  check: SignatureCheck,
): Promise<OpenedBundle | string> {
  if (!policy) return "policy_malformed";
  const { origin } = bundle;
  if (!policy.logs.some((log) => log.name === origin)) return "origin_unknown";
  const notes = [bundle.head, ...bundle.anchors.map(({ note }) => note)];
  const [head, ...opened] = await Promise.all(
    notes.map((note) => openCheckpoint(note, origin, policy, check)),
  );
  if (head === undefined || head === "malformed") return "head_malformed";
  if (typeof head === "string") return head;
  if (head.size < 1) return "head_malformed";
  const anchors = bundle.anchors.map((anchor, n) => judgeAnchor(anchor, opened[n] ?? "malformed", head));
  return { bundle, policy, head, anchors };
}
