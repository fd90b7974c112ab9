import { describe, expect, it } from "vitest";
import type { Tracking, TrackingEntry } from "@/api/types";
import type { ProvenEntry, Report } from "@/lib/ledger";
import { sealOf } from "./seal";
import { type Comparable, mismatches, newSince, unopenedWords } from "./shown";
import { shownRow } from "./shownRow";

const CHAIN = "chain";
const SHOWN: TrackingEntry = {
  sequence: 0,
  status: "placed",
  label: "Placed",
  headline: "Waiting for X to accept",
  note: "",
  reason: "",
  actor_role: "customer",
  estimated_ready_at: null,
  claimed_at: "2026-03-12T10:40:00.250999Z",
  recorded_at: "2026-03-12T10:40:01.999999Z",
  flags: [],
  leaf_index: 7,
  leaf_hash: "hash",
};
const PROVEN: ProvenEntry = {
  seq: 0,
  index: 7,
  leafHash: "hash",
  ts: Date.parse("2026-03-12T10:40:01Z") / 1000,
  kind: "order.status",
  at: Date.parse("2026-03-12T10:40:00.250Z"),
  data: { from: "", to: "placed", by: "customer" },
  opened: { ref: "TT-1" },
  fields: ["ref", "note"],
  after: null,
  by: null,
};

const ledger = (chain_id: string) => ({ origin: "log.test/2026", chain_id, proof_url: "" });
const page = (changes: Partial<TrackingEntry> = {}, whole: Partial<Tracking> = {}): Tracking => ({
  reference: "TT-1",
  status: "placed",
  status_label: "Placed",
  fulfilment: "pickup",
  vendor: {
    slug: "x",
    name: "X",
    is_verified: true,
    address: { line1: "", city: "Linden", postcode: "", country: "GB" },
    location: null,
    phone: "",
    timezone: "UTC",
    hours: [],
  },
  estimated_ready_at: null,
  timers: [],
  ledger: ledger(CHAIN),
  entries: [{ ...SHOWN, ...changes }],
  ...whole,
});
const report = (...entries: ProvenEntry[]): Report => ({
  ok: true,
  verdicts: [],
  entries,
  origin: "log.test/2026",
  chainId: CHAIN,
  size: 20,
  head: "",
  headTime: null,
  witnesses: [],
  searched: 0,
  compared: 1,
  pinned: false,
  took: 1,
});
/** Checked a second after it was recorded. */
const checked = (given: Report, renewed = true, at = Date.parse("2026-03-12T10:40:03Z")): Comparable => ({
  report: given,
  renewed,
  at,
});

describe("what the page shows against what was proven", () => {
  it("is the same, down to the units of the log", () => {
    expect(mismatches(page(), checked(report(PROVEN), true))).toEqual([]);
  });

  it.each<[string, Partial<TrackingEntry>]>([
    ["the status", { status: "accepted" }],
    ["who did it", { actor_role: "vendor" }],
    ["when it was recorded", { recorded_at: "2026-03-12T10:40:02Z" }],
    ["when it happened", { claimed_at: "2026-03-12T10:40:00.252Z" }],
    ["the promised time", { estimated_ready_at: "2026-03-12T11:00:00Z" }],
    ["its place in the log", { leaf_index: 8 }],
    ["its place in the log", { leaf_hash: "other" }],
    ["the reason", { reason: "Sold out" }],
  ])("differs in %s", (words, changes) => {
    const found = mismatches(page(changes), checked(report(PROVEN), true));
    expect(found).toEqual([{ entry: 0, words: expect.stringMatching(new RegExp(`^Entry 0: ${words}`)) }]);
  });

  it("compares words where they were opened, and allows those that are only committed to", () => {
    const noted = page({ note: "Left at the door" });
    expect(mismatches(noted, checked(report(PROVEN)))).toEqual([]);
    const opened = { ...PROVEN, opened: { note: "Left with Ana" } };
    const found = "Entry 0: the note: shown “Left at the door”, in the log “Left with Ana”";
    expect(mismatches(noted, checked(report(opened)))[0]?.words).toBe(found);
  });

  it("misses words that the log holds and the page keeps quiet, but for a customer's own", () => {
    const vendors = { ...PROVEN, data: { ...PROVEN.data, by: "vendor" }, opened: { note: "Late" } };
    const found = mismatches(page({ actor_role: "vendor" }), checked(report(vendors)));
    expect(found[0]?.words).toBe("Entry 0: the note: shown “nothing”, in the log “Late”");
    expect(mismatches(page(), checked(report({ ...PROVEN, opened: { note: "Call me" } })))).toEqual([]);
  });

  it("does not call words proven that the proof does not open to this reader", () => {
    const row = shownRow(page({ note: "Left at the door" }), checked(report(PROVEN)));
    expect(row.status).toBe("not_proven");
    expect(row.text).toContain("Not proven to you: the note of entry 0.");
    expect(unopenedWords({ ...SHOWN, note: "x" }, PROVEN)).toEqual(["note"]);
    expect(unopenedWords({ ...SHOWN, note: "x" }, { ...PROVEN, opened: { note: "x" } })).toEqual([]);
    expect(shownRow(page(), checked(report(PROVEN))).status).toBe("proven");
  });

  it("compares the number and the chain of the order", () => {
    const other = page({}, { reference: "TT-2", ledger: ledger("other") });
    expect(mismatches(other, checked(report(PROVEN), true)).map(({ entry }) => entry)).toEqual([null, null]);
  });

  it("fails where an entry has no content to compare with, and never calls it proven", () => {
    const gone = { ...PROVEN, kind: null, at: null, data: null, opened: {}, fields: [] };
    const said =
      "The log holds no readable content for entry 0, so what this page shows of it cannot be compared";
    const all = checked(report(gone));
    expect(mismatches(page(), all)).toEqual([{ entry: 0, words: said }]);
    expect(shownRow(page(), all)).toMatchObject({ status: "failed", text: `${said}.` });
    expect(sealOf(SHOWN, page(), { ...all, bundle: "", changedPolicy: null }, null).state).toBe("failed");
  });

  it("calls an entry missing only where the page had its chance", () => {
    const later = { ...PROVEN, seq: 1, index: 9 };
    expect(mismatches(page(), checked(report(PROVEN, later), false))).toEqual([]);
    expect(mismatches(page(), checked(report(PROVEN, later), true))).toEqual([
      { entry: 1, words: "Entry 1: the log holds it, and the page does not show it" },
    ]);
  });

  it("calls an entry left out of the proof only where the proof should have it", () => {
    const two = (leaf_index: number | null): Tracking =>
      page({}, { entries: [SHOWN, { ...SHOWN, sequence: 1, leaf_index }] });
    expect(mismatches(two(12), checked(report(PROVEN), true)).map(({ entry }) => entry)).toEqual([1]);
    expect(mismatches(two(20), checked(report(PROVEN), true))).toEqual([]);
    expect(newSince(two(20), report(PROVEN))).toBe(1);
    expect(newSince(two(null), report(PROVEN))).toBe(1);
    expect(newSince(page(), report(PROVEN))).toBe(0);
  });

  it.each<[string, Partial<TrackingEntry>, string, number]>([
    ["waits for its seal", {}, "2026-03-12T10:40:50Z", 0],
    ["waits for its seal for more than a minute", {}, "2026-03-12T10:42:00Z", 1],
    ["is said to be sealed beyond the log", { leaf_index: 99 }, "2026-03-12T10:42:00Z", 1],
    ["is said to be of tomorrow", { recorded_at: "2026-03-13T10:40:00Z" }, "2026-03-12T10:40:50Z", 1],
  ])("looks for an entry that the log does not have: one that %s", (_, changes, at, count) => {
    const stray = { ...SHOWN, sequence: 1, leaf_index: null, leaf_hash: null, ...changes };
    const found = mismatches(
      page({}, { entries: [SHOWN, stray] }),
      checked(report(PROVEN), true, Date.parse(at)),
    );
    const words = "Entry 1 is shown here and is not in the log";
    expect(found).toEqual(Array.from({ length: count }, () => ({ entry: 1, words })));
  });

  it("believes the witnesses' clock where the reader's is slow", () => {
    const stray = { ...SHOWN, sequence: 1, leaf_index: null, leaf_hash: null };
    const given = { ...report(PROVEN), headTime: Date.parse("2026-03-12T10:43:00Z") / 1000 };
    expect(mismatches(page({}, { entries: [SHOWN, stray] }), checked(given))).toHaveLength(1);
  });
});
