import { type Property, type Report, type Status, type Verdict, wordsFor } from "@/lib/ledger";
import { type Independent, isIndependentlyWitnessed } from "./witnessWords";

export interface Row {
  key: Property | "shown";
  status: Status;
  title: string;
  text: string;
}

/** In the order in which a person asks. That the file is sound and signed by the log is the heading's matter. */
const ASKED: readonly Property[] = [
  "unaltered",
  "in_order",
  "append_only",
  "time",
  "witnessed",
  "fresh",
  "complete",
  "chain",
];

export const failures = (report: Report): Verdict[] =>
  report.verdicts.filter(({ status }) => status === "failed");

/** The verdicts in plain words, one row each. */
export function rowsOf(report: Report, independent: Independent): Row[] {
  const alone = !isIndependentlyWitnessed(report, independent);
  return ASKED.flatMap((property) => {
    const verdict = report.verdicts.find((each) => each.property === property);
    if (!verdict) return [];
    const row: Row = { key: property, status: verdict.status, ...wordsFor(verdict, report) };
    return [alone ? withoutWitness(row, independent) : row];
  });
}

/**
 * A witness that TrustTrack runs itself shows how witnessing works and proves nothing against TrustTrack: without an
 * independent one "witnessed" is not proven, whatever the policy is content with.
 */
function withoutWitness(row: Row, independent: Independent): Row {
  const { key, status, text } = row;
  if (status === "failed" || status === "not_checked") return row;
  if (key === "witnessed") {
    const why =
      independent === null
        ? "Whether a witness is independent is not known."
        : "Not independently witnessed.";
    return { ...row, status: "not_proven", text: `${why} ${text}` };
  }
  const rests = key === "time" || key === "fresh";
  return rests && status === "proven" ? { ...row, text: `${text} No independent witness says so.` } : row;
}

/** "5 of 8 points proven, 2 not proven, 1 to take note of". */
export function inShort(rows: readonly Row[]): string {
  const count = (status: Status): number => rows.filter((row) => row.status === status).length;
  const said = (status: Status, words: string): string[] =>
    count(status) ? [`${count(status)} ${words}`] : [];
  return [
    `${count("proven")} of ${rows.length} points proven`,
    ...said("failed", "failed"),
    ...said("not_proven", "not proven"),
    ...said("warning", "to take note of"),
    ...said("not_checked", "not checked"),
  ].join(", ");
}
