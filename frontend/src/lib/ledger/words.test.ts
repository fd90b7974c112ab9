import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { at, reportOn } from "./testing/judged";
import { PROPERTIES, type Property, type Verdict } from "./types";
import { isVacuous, KNOWN_CODES, wordsFor } from "./words";

const FOLDER = join(process.cwd(), "src/lib/ledger");
const verdict = (
  property: Property,
  status: Verdict["status"],
  code = "",
  entry: number | null = null,
): Verdict => ({
  property,
  status,
  code,
  entry,
});

describe("every verdict has its words", () => {
  it.each(PROPERTIES)("%s proven", (property) => {
    const { title, text } = wordsFor(verdict(property, "proven"));
    expect(title).not.toBe("");
    expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it.each(KNOWN_CODES)("%s", (known) => {
    const [property, code] = known.split(" ") as [Property, string];
    const { text } = wordsFor(verdict(property, "failed", code, 3));
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toMatch(/[{}]/);
  });

  it("of the specification", () => {
    const specification = readFileSync(join(process.cwd(), "../docs/log-format.md"), "utf8");
    const steps = specification.slice(specification.indexOf("1. **well_formed**"));
    const names = [...steps.matchAll(/`([a-z]+(?:_[a-z]+)+|late|stale)`/g)].map(([, name]) => name);
    const known = new Set(KNOWN_CODES.map((one) => one.split(" ")[1]));
    const codes = new Set(names.filter((name) => !["t_after", "t_by"].includes(name ?? "")));
    expect([...codes].filter((code) => !known.has(code))).toEqual([]);
  });

  it("and no other code is given", () => {
    const files = readdirSync(FOLDER).filter((name) =>
      /Check\.ts$|absence|judging|verify\.ts|opening/.test(name),
    );
    const source = files.map((name) => readFileSync(join(FOLDER, name), "utf8")).join("\n");
    const given = [...source.matchAll(/(?:failed|warning|notProven)\("([a-z_]+)"/g)].map(([, code]) => code);
    const known = new Set(KNOWN_CODES.map((one) => one.split(" ")[1]));
    expect(given.length).toBeGreaterThan(15);
    expect(given.filter((code) => !known.has(code))).toEqual([]);
  });
});

describe("words of a report", () => {
  it("say who cosigned where nobody has to", async () => {
    const report = await reportOn({ policy: ({ log }) => log.policy("none"), seenAt: (time) => [time] });
    const { text } = wordsFor(verdict("witnessed", "not_proven", "no_quorum"), report);
    expect(text).toBe("The policy does not ask for an independent witness. Cosigned by witness1.");
  });

  it("say that nobody did", async () => {
    const report = await reportOn({ policy: ({ log }) => log.policy("none"), seenAt: () => [] });
    const { text } = wordsFor(verdict("witnessed", "not_proven", "no_quorum"), report);
    expect(text).toBe(
      "The policy does not ask for an independent witness. Nobody but the log has signed it.",
    );
  });

  it("say how far was searched", async () => {
    const { text } = wordsFor(verdict("complete", "proven"), await reportOn());
    expect(text).toContain("Entries searched: 7 of 8.");
  });

  it("say with what the log of today was compared", async () => {
    const report = await reportOn();
    const said = (compared: number, pinned: boolean): string =>
      wordsFor(verdict("append_only", "proven"), { ...report, compared, pinned }).text;
    expect(report.compared).toBeGreaterThan(1);
    expect(report.pinned).toBe(false);
    expect(said(0, false)).toBe("Nothing older to compare with yet.");
    expect(said(0, true)).toBe("The log agrees with the state that this browser kept.");
    expect(said(1, false)).toBe("The log agrees with 1 older signed state.");
    expect(said(3, true)).toBe(
      "The log agrees with 3 older signed states and the one that this browser kept.",
    );
    const nothing = { ...report, compared: 0 };
    expect(isVacuous(verdict("append_only", "proven"), nothing)).toBe(true);
    expect(isVacuous(verdict("append_only", "failed", "head_shrank"), nothing)).toBe(false);
    expect(isVacuous(verdict("append_only", "proven"), { ...nothing, pinned: true })).toBe(false);
  });

  it("count a state once, and a pin only where it was compared", async () => {
    const older = await reportOn();
    const pin = { head: older.head, seq: 2, leafHash: at(older.entries, 2).leafHash };
    expect((await reportOn({ options: { pin } })).pinned).toBe(true);
    expect((await reportOn({ later: 2, options: { pin } })).pinned).toBe(false);
    const twice = await reportOn({ forge: ({ anchors }) => void anchors.push(at(anchors, 0)) });
    expect(twice.compared).toBe(older.compared);
  });

  it("do not call an entry as recorded whose content is missing", async () => {
    const report = await reportOn({
      forge: ({ entries }) => {
        const entry = at(entries, 1);
        delete entry.payload;
        delete entry.salt;
        entry.open = {};
      },
    });
    expect(report.ok).toBe(true);
    expect(wordsFor(verdict("unaltered", "proven"), report).text).toMatch(
      /^Every entry is in the log\. The content of entry 1 is not in this proof/,
    );
  });

  it("name the entry", () =>
    expect(wordsFor(verdict("in_order", "failed", "fork", 2)).text).toBe(
      "The log has a second, different version of entry 2.",
    ));

  it("do not hide a code that they do not know", () =>
    expect(wordsFor(verdict("time", "failed", "new_code")).text).toContain("new_code"));

  it("say what was not checked", () =>
    expect(wordsFor(verdict("time", "not_checked")).text).toBe(
      "This was not checked, because an earlier check failed.",
    ));
});
