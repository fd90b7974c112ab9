import type { Tracking, TrackingEntry } from "@/api/types";
import type { ProvenEntry, Report } from "@/lib/ledger";

/** Something that the page shows and the log does not hold, or the other way round. */
export interface Mismatch {
  /** Which entry; null for the order as a whole. */
  entry: number | null;
  /** In plain words: what differs, and how. */
  words: string;
}

const SECOND = 1_000;
/** Microseconds become milliseconds here and there; a lie is larger. */
const ROUNDING = 1;
const isApart = (a: number, b: number): boolean => Math.abs(a - b) > ROUNDING;
const clock = (ms: number): string =>
  new Date(ms)
    .toISOString()
    .replace("T", " ")
    .replace(/\.000Z$|Z$/, " UTC");
const differs = (what: string, shown: string, held: string): string =>
  `${what}: shown “${shown}”, in the log “${held}”`;

function timesOf(shown: TrackingEntry, { ts, at, data }: ProvenEntry): string[] {
  const found: string[] = [];
  const recorded = Date.parse(shown.recorded_at);
  if (Math.floor(recorded / SECOND) !== ts)
    found.push(differs("when it was recorded", clock(recorded), clock(ts * SECOND)));
  if (data === null) return found;
  const claimed = Date.parse(shown.claimed_at);
  if (at !== null && isApart(claimed, at)) found.push(differs("when it happened", clock(claimed), clock(at)));
  const promised = shown.estimated_ready_at === null ? null : Date.parse(shown.estimated_ready_at);
  const held = typeof data.ready_at === "number" ? data.ready_at : null;
  if (promised === null || held === null ? promised !== held : isApart(promised, held))
    found.push(
      differs("the promised time", promised ? clock(promised) : "none", held ? clock(held) : "none"),
    );
  return found;
}

function contentOf(shown: TrackingEntry, { kind, data, opened, fields }: ProvenEntry): string[] {
  if (data === null) return [];
  const found: string[] = [];
  const status = kind === "order.status" ? String(data.to) : String(kind);
  if (status !== shown.status) found.push(differs("the status", shown.status, status));
  if (data.by !== shown.actor_role) found.push(differs("who did it", shown.actor_role, String(data.by)));
  for (const name of ["note", "reason"] as const) {
    const words = shown[name];
    if (!words) continue;
    if (!fields.includes(name)) found.push(`the ${name}: shown “${words}”, in the log none`);
    else if (opened[name] !== undefined && opened[name] !== words)
      found.push(differs(`the ${name}`, words, opened[name]));
  }
  return found;
}

function placeOf(shown: TrackingEntry, { index, leafHash }: ProvenEntry): string[] {
  const moved = shown.leaf_index !== null && shown.leaf_index !== index;
  const other = shown.leaf_hash !== null && shown.leaf_hash !== leafHash;
  return moved || other ? ["its place in the log is another than the page says"] : [];
}

function entryMismatches(shown: TrackingEntry, report: Report): string[] {
  const proven = report.entries.find(({ seq }) => seq === shown.sequence);
  if (proven) return [...contentOf(shown, proven), ...timesOf(shown, proven), ...placeOf(shown, proven)];
  const within = shown.leaf_index !== null && shown.leaf_index < report.size;
  return within ? ["the page says that it is sealed, and the proof leaves it out"] : [];
}

function orderMismatches(tracking: Tracking, report: Report): string[] {
  const found: string[] = [];
  const chain = tracking.ledger?.chain_id;
  if (chain && chain !== report.chainId) found.push("the proof is of another chain than the page names");
  const reference = report.entries.find(({ seq }) => seq === 0)?.opened.ref;
  if (reference !== undefined && reference !== tracking.reference)
    found.push(differs("the order’s number", tracking.reference, reference));
  return found;
}

/**
 * What the page displays against what was proven. A good proof below a page that tells something else proves nothing to
 * the reader. `renewed`: the page was asked again after the proof, so an entry that it lacks is not merely late.
 */
export function mismatches(tracking: Tracking, report: Report, renewed: boolean): Mismatch[] {
  const shownAll = new Set(tracking.entries.map(({ sequence }) => sequence));
  const hidden = renewed ? report.entries.filter(({ seq }) => !shownAll.has(seq)) : [];
  return [
    ...orderMismatches(tracking, report).map((words) => ({ entry: null, words })),
    ...tracking.entries.flatMap((shown) =>
      entryMismatches(shown, report).map((words) => ({ entry: shown.sequence, words })),
    ),
    ...hidden.map(({ seq }) => ({ entry: seq, words: "the log holds it, and the page does not show it" })),
  ];
}

/** True where the page shows words of an entry that the proof commits to and does not open. */
export const hasUnopenedWords = (tracking: Tracking, report: Report): boolean =>
  report.entries.some(({ seq, data, opened }) => {
    const shown = tracking.entries.find(({ sequence }) => sequence === seq);
    if (!shown || data === null) return false;
    return (["note", "reason"] as const).some((name) => shown[name] && opened[name] === undefined);
  });

/** How many entries the page shows that came after the proof. */
export const newSince = (tracking: Tracking, report: Report): number => {
  const last = report.entries.at(-1)?.seq ?? -1;
  return tracking.entries.filter(({ sequence, leaf_index }) => {
    const within = leaf_index !== null && leaf_index < report.size;
    return sequence > last && !within;
  }).length;
};
