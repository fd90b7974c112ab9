import { encodeBase64 } from "./base64";
import type { Bundle } from "./bundle";
import { isCommitted, isOpened } from "./entryCheck";
import { chainIdOf } from "./hashes";
import { type Judged, sightingsOf } from "./judging";
import type { OpenedBundle } from "./opening";
import type { Policy } from "./policy";
import type { ReadEntry } from "./reading";
import { type Sighting, windowOf } from "./timeCheck";
import type { ProvenEntry, Report } from "./types";
import { verdictsOf } from "./verdicts";

/** How far the verification came. */
export interface Outcome {
  judged: Judged;
  policy: Policy | null;
  bundle: Bundle | null;
  /** Null where the head is not authentic: then nothing in the bundle is anybody's word. */
  opened: OpenedBundle | null;
  entries: readonly ReadEntry[];
  searched: number;
  /** There was a pin to compare with. */
  hasPin: boolean;
}

export function reportOf(outcome: Outcome, took: number): Report {
  const { judged, policy, bundle, opened, entries, searched, hasPin } = outcome;
  const verdicts = verdictsOf(judged);
  const times = opened?.head.times;
  const sightings = opened ? sightingsOf(opened) : [];
  return {
    ok: verdicts.every(({ status }) => status !== "failed"),
    verdicts,
    entries: entries.flatMap((entry) => proven(entry, sightings) ?? []),
    origin: bundle?.origin ?? "",
    chainId: bundle ? encodeBase64(chainIdOf(bundle.key)) : "",
    size: opened?.head.size ?? 0,
    head: opened?.bundle.head ?? "",
    headTime: opened?.head.time ?? null,
    witnesses: [...(policy?.witnesses.keys() ?? [])].map((name) => ({
      name,
      time: times?.get(name) ?? null,
    })),
    searched,
    compared: opened ? olderStates(opened) : 0,
    pinned: hasPin && judged.append_only?.status === "proven",
    took,
  };
}

/** One that was cosigned again and again without growing is one state. */
function olderStates({ head, anchors }: OpenedBundle): number {
  const sizes = anchors.flatMap(({ opened }) => opened?.size ?? []);
  return new Set(sizes.filter((size) => size < head.size)).size;
}

/** Null where the leaf cannot be read. Content is shown only where the leaf commits to it. */
function proven(entry: ReadEntry, sightings: readonly Sighting[]): ProvenEntry | null {
  const { seq, raw, leaf, hash } = entry;
  if (!leaf || !hash) return null;
  const payload = isCommitted(entry) ? entry.payload : null;
  const opened = payload ? raw.open.filter((opening) => isOpened(entry, opening)) : [];
  return {
    seq,
    index: raw.index,
    leafHash: encodeBase64(hash),
    ts: leaf.ts,
    kind: payload?.kind ?? null,
    at: payload?.at ?? null,
    data: payload?.data ?? null,
    opened: Object.fromEntries(opened.map(({ name, value }) => [name, value])),
    fields: [...(payload?.fields.keys() ?? [])],
    ...windowOf(raw.index, sightings),
  };
}
