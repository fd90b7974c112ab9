import type { Tracking, TrackingEntry } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import type { ProvenEntry, Report } from "@/lib/ledger";
import { isOverdue, WAIT } from "./overdue";
import type { Verification } from "./verification";

/** Something that the page shows and the log does not hold, or the other way round. */
export interface Mismatch {
  /** Which entry; null for the order as a whole. */
  entry: number | null;
  /** A sentence without its full stop: what differs, and how. */
  words: string;
}

/** A check, and whether and when the page was compared with it. */
export type Comparable = Pick<Verification, "report" | "renewed" | "at">;

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
  t("{what}: shown “{shown}”, in the log “{held}”", { what, shown, held });

function timesOf(shown: TrackingEntry, { ts, at, data }: ProvenEntry): string[] {
  const found: string[] = [];
  const recorded = Date.parse(shown.recorded_at);
  if (Math.floor(recorded / SECOND) !== ts)
    found.push(differs(t("when it was recorded"), clock(recorded), clock(ts * SECOND)));
  if (data === null) return found;
  const claimed = Date.parse(shown.claimed_at);
  if (at !== null && isApart(claimed, at))
    found.push(differs(t("when it happened"), clock(claimed), clock(at)));
  const promised = shown.estimated_ready_at === null ? null : Date.parse(shown.estimated_ready_at);
  const held = typeof data.ready_at === "number" ? data.ready_at : null;
  if (promised === null || held === null ? promised !== held : isApart(promised, held))
    found.push(
      differs(t("the promised time"), promised ? clock(promised) : t("none"), held ? clock(held) : t("none")),
    );
  return found;
}

const SPOKEN = ["note", "reason"] as const;
type Spoken = (typeof SPOKEN)[number];

/** What the words of an entry are called in a sentence. */
export const wordsName = (name: string): string => (name === "note" ? t("note") : t("reason"));

function contentOf(shown: TrackingEntry, proven: ProvenEntry): string[] {
  const { kind, data } = proven;
  if (data === null) return [];
  const found: string[] = [];
  const status = kind === "order.status" ? String(data.to) : String(kind);
  if (status !== shown.status) found.push(differs(t("the status"), shown.status, status));
  if (data.by !== shown.actor_role) found.push(differs(t("who did it"), shown.actor_role, String(data.by)));
  return [...found, ...SPOKEN.flatMap((name) => spokenOf(name, shown, proven))];
}

/** Words must be committed to, and the same where they are opened. What a customer said this page shows to nobody. */
function spokenOf(name: Spoken, shown: TrackingEntry, { data, opened, fields }: ProvenEntry): string[] {
  const [words, held] = [shown[name], opened[name]];
  if (words && !fields.includes(name))
    return [t("the {name}: shown “{words}”, in the log none", { name: wordsName(name), words })];
  if (held === undefined || held === words || (!words && data?.by === "customer")) return [];
  return [differs(t("the {name}", { name: wordsName(name) }), words || t("nothing"), held || t("nothing"))];
}

function placeOf(shown: TrackingEntry, { index, leafHash }: ProvenEntry): string[] {
  const moved = shown.leaf_index !== null && shown.leaf_index !== index;
  const other = shown.leaf_hash !== null && shown.leaf_hash !== leafHash;
  return moved || other ? [t("its place in the log is another than the page says")] : [];
}

function entryMismatches(shown: TrackingEntry, checked: Comparable): string[] {
  const { report } = checked;
  const name = t("Entry {sequence}", { sequence: shown.sequence });
  const proven = report.entries.find(({ seq }) => seq === shown.sequence);
  if (!proven) return strayOf(shown, checked).map((words) => `${name} ${words}`);
  const found = [...contentOf(shown, proven), ...timesOf(shown, proven), ...placeOf(shown, proven)];
  return [...unreadable(proven, report), ...found.map((words) => `${name}: ${words}`)];
}

/**
 * An order that was erased as a whole has no proof, and words that were erased leave the content in place: so content that is
 * missing was taken away. The report says by itself where it is there and was altered.
 */
function unreadable({ seq, data }: ProvenEntry, { verdicts }: Report): string[] {
  const isSaid = verdicts.some(
    ({ property, status, entry }) => property === "unaltered" && status === "failed" && entry === seq,
  );
  if (data !== null || isSaid) return [];
  return [
    t("The log holds no readable content for entry {seq}, so what this page shows of it cannot be compared", {
      seq,
    }),
  ];
}

/** What is not in the proof is either new, or nowhere. */
function strayOf({ leaf_index, recorded_at }: TrackingEntry, { report, at }: Comparable): string[] {
  if (report.size === 0) return [];
  if (leaf_index !== null && leaf_index < report.size)
    return [t("is said by this page to be sealed, and the proof leaves it out")];
  const headTime = report.headTime === null ? at : report.headTime * SECOND;
  const missing = isOverdue(recorded_at, at) || Date.parse(recorded_at) + WAIT < headTime;
  return missing ? [t("is shown here and is not in the log")] : [];
}

function orderMismatches(tracking: Tracking, report: Report): string[] {
  const found: string[] = [];
  const chain = tracking.ledger?.chain_id;
  if (chain && chain !== report.chainId) found.push(t("the proof is of another chain than the page names"));
  const reference = report.entries.find(({ seq }) => seq === 0)?.opened.ref;
  if (reference !== undefined && reference !== tracking.reference)
    found.push(differs(t("the order’s number"), tracking.reference, reference));
  return found;
}

/**
 * What the page displays against what was proven. A good proof below a page that tells something else proves nothing to
 * the reader. `renewed`: the page was asked again after the proof, so an entry that it lacks is not merely late.
 */
export function mismatches(tracking: Tracking, checked: Comparable): Mismatch[] {
  const { report, renewed } = checked;
  const shownAll = new Set(tracking.entries.map(({ sequence }) => sequence));
  const hidden = renewed ? report.entries.filter(({ seq }) => !shownAll.has(seq)) : [];
  return [
    ...orderMismatches(tracking, report).map((words) => ({
      entry: null,
      words: t("The order: {words}", { words }),
    })),
    ...tracking.entries.flatMap((shown) =>
      entryMismatches(shown, checked).map((words) => ({ entry: shown.sequence, words })),
    ),
    ...hidden.map(({ seq }) => ({
      entry: seq,
      words: t("Entry {seq}: the log holds it, and the page does not show it", { seq }),
    })),
  ];
}

/** Words that the page shows, and the proof commits to without opening them: for this reader they are not proven. */
export function unopenedWords(shown: TrackingEntry, proven: ProvenEntry | undefined): Spoken[] {
  if (!proven || proven.data === null) return [];
  return SPOKEN.filter((name) => shown[name] && proven.opened[name] === undefined);
}

/** How many entries the page shows that came after the proof. */
export const newSince = (tracking: Tracking, report: Report): number => {
  const last = report.entries.at(-1)?.seq ?? -1;
  return tracking.entries.filter(({ sequence, leaf_index }) => {
    const within = leaf_index !== null && leaf_index < report.size;
    return sequence > last && !within;
  }).length;
};
