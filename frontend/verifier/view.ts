import type { ProvenEntry, Report, Status, Verdict } from "../src/lib/ledger/types";
import { isVacuous, wordsFor } from "../src/lib/ledger/words";
import { detailsOf, headingOf, timeOf, whenOf } from "./entryWords";

/** A sign for the eye and the word that it stands for. */
const STATUSES: Record<Status, [sign: string, word: string]> = {
  proven: ["✓", "Proven"],
  warning: ["!", "Warning"],
  not_proven: ["–", "Not proven"],
  failed: ["✕", "Failed"],
  not_checked: ["–", "Not checked"],
};

const NOTHING: [sign: string, word: string] = ["–", "Nothing to compare"];

/** Everything from a proof is put in as text, never as markup. */
function element(name: string, text: string, className = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
}

function item(className: string, ...children: HTMLElement[]): HTMLElement {
  const made = element("li", "", className);
  made.append(...children);
  return made;
}

const part = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found;
};

export function summaryOf({ ok, verdicts }: Report): string {
  if (!ok) return "This proof failed";
  const open = verdicts.filter(({ status }) => status !== "proven").length;
  if (open === 0) return "Everything is proven";
  return `Nothing failed, but ${open} of ${verdicts.length} points ${open === 1 ? "is" : "are"} not proven`;
}

function statusMark([sign, word]: [sign: string, word: string]): HTMLElement {
  const [mark, seen] = [element("span", "", "status"), element("span", sign)];
  seen.setAttribute("aria-hidden", "true");
  mark.append(seen, ` ${word}`);
  return mark;
}

function verdictItem(verdict: Verdict, report: Report): HTMLElement {
  const { title, text } = wordsFor(verdict, report);
  const heading = element("h3", `${title}: `);
  const isEmpty = isVacuous(verdict, report);
  heading.append(statusMark(isEmpty ? NOTHING : STATUSES[verdict.status]));
  return item(isEmpty ? "not_proven" : verdict.status, heading, element("p", text));
}

function entryItem(entry: ProvenEntry): HTMLElement {
  const lines = [...whenOf(entry), ...detailsOf(entry)];
  return item(
    "",
    element("h3", `Entry ${entry.seq}: ${headingOf(entry)}`),
    ...lines.map((line) => element("p", line)),
  );
}

function factsOf(report: Report): [string, string][] {
  const cosigned = report.witnesses.map(
    ({ name, time }) => `${name}: ${time === null ? "has not cosigned" : timeOf(time)}`,
  );
  return [
    ["Log", report.origin || "unknown"],
    ["Entries in the log", String(report.size)],
    ["Chain id", report.chainId || "unknown"],
    ["Witnesses in the policy", cosigned.join("; ") || "none"],
  ];
}

export function show(report: Report): void {
  part("summary").textContent = summaryOf(report);
  part("took").textContent = `Checked in ${Math.max(1, Math.round(report.took))} ms.`;
  part("verdicts").replaceChildren(...report.verdicts.map((verdict) => verdictItem(verdict, report)));
  const entries = report.entries.map(entryItem);
  part("entries").replaceChildren(...(entries.length > 0 ? entries : [item("", element("p", "None."))]));
  part("facts").replaceChildren(
    ...factsOf(report).flatMap(([name, value]) => [element("dt", name), element("dd", value)]),
  );
  const result = part("result");
  result.hidden = false;
  result.focus();
  part("live").textContent = `${summaryOf(report)}.`;
}

export function complain(problem: string): void {
  const line = part("problem");
  line.textContent = problem;
  line.hidden = problem === "";
}

export function hideResult(): void {
  part("result").hidden = true;
  part("live").textContent = "";
}
