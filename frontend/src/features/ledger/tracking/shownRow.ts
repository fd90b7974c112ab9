import type { Tracking } from "@/api/types";
import { plural, t } from "@/lib/language/catalogue";
import type { ProvenEntry } from "@/lib/ledger";
import { listed } from "@/lib/numbers";
import type { Row } from "../result/rows";
import { type Comparable, mismatches, unopenedWords, wordsName } from "./shown";

const TITLE = () => t("Shown as recorded");

/** "the note of entry 1" for all words that the proof does not open to this reader. */
function unproven(tracking: Tracking, entries: readonly ProvenEntry[]): string[] {
  return tracking.entries.flatMap((shown) =>
    unopenedWords(
      shown,
      entries.find(({ seq }) => seq === shown.sequence),
    ).map((name) => t("the {name} of entry {sequence}", { name: wordsName(name), sequence: shown.sequence })),
  );
}

/** Whether the page itself tells what was proven: a point like the others. */
export function shownRow(tracking: Tracking, checked: Comparable): Row {
  const { report } = checked;
  const row = { key: "shown", title: TITLE() } as const;
  const [first] = mismatches(tracking, checked);
  if (first) return { ...row, status: "failed", text: `${first.words}.` };
  if (!report.ok)
    return {
      ...row,
      status: "not_checked",
      text: t("This was not compared, because an earlier check failed."),
    };
  const same = t("Status, times and side of each of these entries are those in the log.");
  const words = unproven(tracking, report.entries);
  if (words.length === 0) return { ...row, status: "proven", text: same };
  return {
    ...row,
    status: "not_proven",
    text: `${same} ${plural(
      "Not proven to you: {listed}. The log is bound to its words, but this proof does not open them to you.",
      "Not proven to you: {listed}. The log is bound to their words, but this proof does not open them to you.",
      words.length,
      { listed: listed(words) },
    )}`,
    reserve: t("the words of notes are not proven to you"),
  };
}
