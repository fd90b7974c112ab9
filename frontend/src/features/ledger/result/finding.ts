import { plural, t } from "@/lib/language/catalogue";
import { type Report, withoutContent, wordsFor } from "@/lib/ledger";
import { failures, inShort, type Row, rowsOf } from "./rows";
import type { Independent } from "./witnessWords";

/** A report in words. */
export interface Finding {
  /** `partly`: nothing failed, and not everything is proven. */
  mood: "proven" | "partly" | "failed";
  title: string;
  /** How much of it is proven. */
  count: string;
  rows: Row[];
}

/** `shown`: how the page that it is about compares, where there is one. */
export function findingOf(report: Report, independent: Independent, shown?: Row): Finding {
  const rows = [...rowsOf(report, independent), ...(shown ? [shown] : [])];
  return { ...headingOf(report, rows), count: inShort(rows), rows };
}

/** The result in a sentence that says no more than was proven. */
function headingOf(report: Report, rows: readonly Row[]): Pick<Finding, "mood" | "title"> {
  const [first] = failures(report);
  if (first && (first.property === "well_formed" || first.property === "authentic"))
    return { mood: "failed", title: wordsFor(first, report).text };
  if (first) return { mood: "failed", title: t("This record failed the check") };
  if (rows.some(({ status }) => status === "failed"))
    return { mood: "failed", title: t("This page shows something else than the log holds") };
  const mood = rows.every(({ status }) => status === "proven") ? "proven" : "partly";
  const title = plural(
    "The one entry is in the signed log",
    "All {count} entries are in the signed log",
    report.entries.length,
  );
  const missing = withoutContent(report).length;
  if (missing)
    return { mood: "partly", title: t("{title}; of {missing} only the place is proven", { title, missing }) };
  const reserves = rows.flatMap(({ reserve }) => reserve ?? []);
  return { mood, title: [t("{title}, exactly as recorded", { title }), ...reserves].join("; ") };
}
