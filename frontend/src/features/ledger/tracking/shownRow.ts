import type { Tracking } from "@/api/types";
import type { ProvenEntry } from "@/lib/ledger";
import type { Row } from "../result/rows";
import { type Comparable, mismatches, unopenedWords } from "./shown";

const TITLE = "Shown as recorded";
const LISTED = new Intl.ListFormat("en-GB");

/** "the note of entry 1" for all words that the proof does not open to this reader. */
function unproven(tracking: Tracking, entries: readonly ProvenEntry[]): string[] {
  return tracking.entries.flatMap((shown) =>
    unopenedWords(
      shown,
      entries.find(({ seq }) => seq === shown.sequence),
    ).map((name) => `the ${name} of entry ${shown.sequence}`),
  );
}

/** Whether the page itself tells what was proven: a point like the others. */
export function shownRow(tracking: Tracking, checked: Comparable): Row {
  const { report } = checked;
  const row = { key: "shown", title: TITLE } as const;
  const [first] = mismatches(tracking, checked);
  if (first) return { ...row, status: "failed", text: `${first.words}.` };
  if (!report.ok)
    return { ...row, status: "not_checked", text: "This was not compared, because an earlier check failed." };
  const same = "Status, times and side of each of these entries are those in the log.";
  const words = unproven(tracking, report.entries);
  if (words.length === 0) return { ...row, status: "proven", text: same };
  return {
    ...row,
    status: "not_proven",
    text: `${same} Not proven to you: ${LISTED.format(words)}. The log is bound to ${words.length === 1 ? "its" : "their"} words, but this proof does not open them to you.`,
    reserve: "the words of notes are not proven to you",
  };
}
