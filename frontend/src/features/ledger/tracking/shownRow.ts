import type { Tracking } from "@/api/types";
import type { Row } from "../result/rows";
import { hasUnopenedWords, mismatches } from "./shown";
import type { Verification } from "./verification";

const TITLE = "Shown as recorded";
const NOTES = " The words of notes are sealed, but this proof does not open them.";

/** Whether the page itself tells what was proven: a point like the others. */
export function shownRow(tracking: Tracking, { report, renewed }: Verification): Row {
  const row = { key: "shown", title: TITLE } as const;
  if (mismatches(tracking, report, renewed).length > 0)
    return { ...row, status: "failed", text: "This page shows something else than the log holds." };
  if (!report.ok)
    return { ...row, status: "not_checked", text: "This was not compared, because an earlier check failed." };
  const notes = hasUnopenedWords(tracking, report) ? NOTES : "";
  return {
    ...row,
    status: "proven",
    text: `Status, times and side of each of these entries are those in the log.${notes}`,
  };
}
