import { describe, expect, it } from "vitest";
import type { Tracking, TrackingEntry } from "@/api/types";
import type { ProvenEntry, Report } from "@/lib/ledger";
import { hasUnopenedWords, mismatches, newSince } from "./shown";

const CHAIN = "chain";
const SHOWN: TrackingEntry = {
  sequence: 0,
  status: "placed",
  label: "Placed",
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
  vendor: { slug: "x", name: "X", is_verified: true },
  estimated_ready_at: null,
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
  took: 1,
});

describe("what the page shows against what was proven", () => {
  it("is the same, down to the units of the log", () => {
    expect(mismatches(page(), report(PROVEN), true)).toEqual([]);
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
    const found = mismatches(page(changes), report(PROVEN), true);
    expect(found).toEqual([{ entry: 0, words: expect.stringMatching(new RegExp(`^${words}`)) }]);
  });

  it("compares a note where it was opened, and allows one that is only committed to", () => {
    const noted = page({ note: "Left at the door" });
    expect(mismatches(noted, report(PROVEN), true)).toEqual([]);
    expect(hasUnopenedWords(noted, report(PROVEN))).toBe(true);
    expect(hasUnopenedWords(page(), report(PROVEN))).toBe(false);
    const opened = { ...PROVEN, opened: { note: "Left with Ana" } };
    expect(mismatches(noted, report(opened), true)[0]?.words).toMatch(/^the note/);
  });

  it("compares the number and the chain of the order", () => {
    const other = page({}, { reference: "TT-2", ledger: ledger("other") });
    expect(mismatches(other, report(PROVEN), true).map(({ entry }) => entry)).toEqual([null, null]);
  });

  it("compares of an erased entry only what is left", () => {
    const erased = { ...PROVEN, kind: null, at: null, data: null, opened: {}, fields: [] };
    expect(mismatches(page({ status: "accepted" }), report(erased), true)).toEqual([]);
    expect(mismatches(page({ leaf_index: 8 }), report(erased), true)).toHaveLength(1);
  });

  it("calls an entry missing only where the page had its chance", () => {
    const later = { ...PROVEN, seq: 1, index: 9 };
    expect(mismatches(page(), report(PROVEN, later), false)).toEqual([]);
    expect(mismatches(page(), report(PROVEN, later), true)).toEqual([
      { entry: 1, words: "the log holds it, and the page does not show it" },
    ]);
  });

  it("calls an entry left out of the proof only where the proof should have it", () => {
    const two = (leaf_index: number | null): Tracking =>
      page({}, { entries: [SHOWN, { ...SHOWN, sequence: 1, leaf_index }] });
    expect(mismatches(two(12), report(PROVEN), true).map(({ entry }) => entry)).toEqual([1]);
    expect(mismatches(two(20), report(PROVEN), true)).toEqual([]);
    expect(newSince(two(20), report(PROVEN))).toBe(1);
    expect(newSince(two(null), report(PROVEN))).toBe(1);
    expect(newSince(page(), report(PROVEN))).toBe(0);
  });
});
