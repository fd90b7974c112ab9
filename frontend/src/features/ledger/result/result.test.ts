import { describe, expect, it } from "vitest";
import { PROPERTIES, type Property, type ProvenEntry, type Report, type Verdict } from "@/lib/ledger";
import { moveWords } from "./entryWords";
import { findingOf } from "./finding";
import { inShort, type Row, rowsOf } from "./rows";
import { windowWords } from "./windowWords";
import { sayers } from "./witnessWords";

const ENTRY: ProvenEntry = {
  seq: 0,
  index: 3,
  leafHash: "hash",
  ts: 1_773_312_000,
  kind: "order.status",
  at: 1_773_312_000_000,
  data: { from: "", to: "placed", by: "customer" },
  opened: {},
  fields: [],
  after: null,
  by: null,
};

function report(changes: Partial<Record<Property, Omit<Verdict, "property">>> = {}): Report {
  const verdicts = PROPERTIES.map((property) => ({
    property,
    ...(changes[property] ?? { status: "proven" as const, code: "", entry: null }),
  }));
  return {
    ok: verdicts.every(({ status }) => status !== "failed"),
    verdicts,
    entries: [ENTRY],
    origin: "log.test/2026",
    chainId: "chain",
    size: 9,
    head: "",
    headTime: 1_773_312_060,
    witnesses: [{ name: "w1", time: 1_773_312_060 }],
    searched: 9,
    compared: 3,
    pinned: false,
    took: 12,
  };
}

const statusOf = (key: string, independent: ReadonlySet<string> | null) =>
  rowsOf(report(), independent).find((row) => row.key === key)?.status;

describe("the rows of a result", () => {
  it("stand in the order in which a person asks, without what belongs to the heading", () => {
    expect(rowsOf(report(), null).map(({ key }) => key)).toEqual([
      "unaltered",
      "in_order",
      "append_only",
      "time",
      "witnessed",
      "fresh",
      "complete",
      "chain",
    ]);
  });

  it("call it witnessed only where somebody else has witnessed it", () => {
    expect(statusOf("witnessed", new Set(["w1"]))).toBe("proven");
    expect(statusOf("witnessed", new Set())).toBe("not_proven");
    expect(statusOf("witnessed", new Set(["w2"]))).toBe("not_proven");
    expect(statusOf("witnessed", null)).toBe("not_proven");
    const rows = rowsOf(report(), new Set());
    expect(rows.find(({ key }) => key === "witnessed")?.text).toMatch(/^Not independently witnessed\./);
    for (const key of ["time", "fresh"]) {
      const row = rows.find((each) => each.key === key);
      expect(row).toMatchObject({ status: "not_proven", word: "Own witness only" });
      expect(row?.text).toMatch(/by TrustTrack’s own witness only\.$/);
      expect(statusOf(key, new Set(["w1"]))).toBe("proven");
    }
  });

  it("do not lean on a comparison with nothing", () => {
    const rowOf = (changes: Partial<Report>) =>
      rowsOf({ ...report(), ...changes }, new Set(["w1"])).find(({ key }) => key === "append_only");
    expect(rowOf({ compared: 0 })).toMatchObject({ status: "not_proven", word: "Nothing to compare" });
    expect(rowOf({ compared: 0, pinned: true })?.status).toBe("proven");
    expect(rowOf({})).toMatchObject({ status: "proven", text: "The log agrees with 3 older signed states." });
  });

  it("do not call an entry unaltered whose content is missing", () => {
    const gone = { ...report(), entries: [{ ...ENTRY, kind: null, data: null }] };
    expect(rowsOf(gone, new Set(["w1"]))[0]).toMatchObject({ key: "unaltered", status: "not_proven" });
    const { mood, title } = findingOf(gone, new Set(["w1"]));
    expect(mood).toBe("partly");
    expect(title).not.toContain("exactly as recorded");
  });

  it("leave a failure what it is", () => {
    const failed = report({ witnessed: { status: "failed", code: "quorum_not_met", entry: null } });
    expect(rowsOf(failed, null).find(({ key }) => key === "witnessed")?.status).toBe("failed");
  });

  it("are counted without adding up to a single tick", () => {
    const mixed = report({ complete: { status: "warning", code: "no_absence_proof", entry: null } });
    expect(inShort(rowsOf(mixed, new Set()))).toBe("4 of 8 points proven, 3 not proven, 1 to take note of");
  });
});

describe("the heading", () => {
  const differs: Row = { key: "shown", status: "failed", title: "", text: "" };
  const moodOf = (given: Report, independent: ReadonlySet<string>, shown?: Row) =>
    findingOf(given, independent, shown).mood;

  it("is proven only where every point is", () => {
    expect(moodOf(report(), new Set(["w1"]))).toBe("proven");
    expect(moodOf(report(), new Set())).toBe("partly");
  });

  it("says what it does not speak of", () => {
    const words: Row = {
      ...differs,
      status: "not_proven",
      reserve: "the words of notes are not proven to you",
    };
    const { mood, title } = findingOf(report(), new Set(["w1"]), words);
    expect(mood).toBe("partly");
    expect(title).toMatch(/exactly as recorded; the words of notes are not proven to you$/);
  });

  it("fails with a point, and with a page that tells something else", () => {
    const failed = report({ unaltered: { status: "failed", code: "commit_differs", entry: 0 } });
    expect(moodOf(failed, new Set(["w1"]))).toBe("failed");
    expect(moodOf(report(), new Set(["w1"]), differs)).toBe("failed");
  });
});

describe("the window of time", () => {
  const now = 1_773_312_600_000;

  it("needs a witness", () => {
    expect(windowWords(ENTRY, now)).toBeNull();
    expect(windowWords({ after: null, by: 1_773_312_060 }, now)).toMatch(/^recorded before /);
  });

  it("says both ends, and seconds where they are one minute", () => {
    expect(windowWords({ after: 1_773_311_940, by: 1_773_312_060 }, now)).toMatch(
      /^recorded between .+ and .+/,
    );
    expect(windowWords({ after: 1_773_312_001, by: 1_773_312_009 }, now)).toMatch(
      /^recorded within 8 s, around /,
    );
  });

  it("names who says so", () => {
    expect(sayers(report(), new Set(["w1"]))).toBe("says the witness");
    expect(sayers(report(), new Set())).toBe("says TrustTrack’s own witness");
    expect(sayers(report(), null)).toBe("says a witness");
  });
});

it.each([
  [ENTRY, "placed, by customer"],
  [
    {
      ...ENTRY,
      data: { from: "preparing", to: "ready_for_pickup", by: "vendor", ready_at: 1_773_312_000_000 },
    },
    "preparing → ready for pickup, by vendor, ready at 2026-03-12 10:40:00 UTC",
  ],
  [{ ...ENTRY, kind: "review.publish", data: { review: "r1", rating: 5 } }, "review r1, rating 5"],
  [{ ...ENTRY, kind: null, data: null }, "Its content is not in this proof; only its place is proven."],
])("an entry is told in plain words (%#)", (entry, words) => {
  expect(moveWords(entry)).toBe(words);
});
