import { t } from "@/lib/language/catalogue";
import {
  isVacuous,
  type Property,
  type Report,
  type Status,
  type Verdict,
  withoutContent,
  wordsFor,
} from "@/lib/ledger";
import { type Independent, isIndependentlyWitnessed, ownWitnesses } from "./witnessWords";

export interface Row {
  key: Property | "shown";
  /** How it stands to a reader: never better than the verdict, and "not proven" where that rests on too little. */
  status: Status;
  title: string;
  text: string;
  /** In place of the status's own word. */
  word?: string;
  /** What the heading must not leave out. */
  reserve?: string;
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
    const row = restsOnNothing(verdict, report, {
      key: property,
      status: verdict.status,
      ...wordsFor(verdict, report),
    });
    return [alone ? withoutWitness(row, report, independent) : row];
  });
}

/** Proven by the rules, and yet nothing that a reader could lean on. */
function restsOnNothing(verdict: Verdict, report: Report, row: Row): Row {
  if (isVacuous(verdict, report)) return { ...row, status: "not_proven", word: t("Nothing to compare") };
  const lacks = row.key === "unaltered" && row.status === "proven" && withoutContent(report).length > 0;
  return lacks ? { ...row, status: "not_proven" } : row;
}

/**
 * A witness that TrustTrack runs itself shows how witnessing works and proves nothing against TrustTrack: without an
 * independent one "witnessed" is not proven, whatever the policy is content with.
 */
function withoutWitness(row: Row, report: Report, independent: Independent): Row {
  const { key, status, text } = row;
  if (status === "failed" || status === "not_checked") return row;
  if (key === "witnessed") {
    const why =
      independent === null
        ? t("Whether a witness is independent is not known.")
        : t("Not independently witnessed.");
    return { ...row, status: "not_proven", text: `${why} ${text}` };
  }
  const rests = key === "time" || key === "fresh";
  if (!rests || status !== "proven") return row;
  const own = ownWitnesses(report);
  const why =
    independent === null
      ? t("Whether a witness is independent is not known.")
      : t("That is said by {own} only.", { own });
  return {
    ...row,
    status: "not_proven",
    word: independent === null ? t("Not proven") : t("Own witness only"),
    text: `${text} ${why}`,
  };
}

/** "5 of 8 points proven, 2 not proven, 1 to take note of". */
export function inShort(rows: readonly Row[]): string {
  const count = (status: Status): number => rows.filter((row) => row.status === status).length;
  const said = (status: Status, words: (number: number) => string): string[] =>
    count(status) ? [words(count(status))] : [];
  return [
    t("{proven} of {all} points proven", { proven: count("proven"), all: rows.length }),
    ...said("failed", (number) => t("{number} failed", { number })),
    ...said("not_proven", (number) => t("{number} not proven", { number })),
    ...said("warning", (number) => t("{number} to take note of", { number })),
    ...said("not_checked", (number) => t("{number} not checked", { number })),
  ].join(", ");
}
