import { describe, expect, it } from "vitest";
import { at, blemishes, forged, itJudges, judged, OTHER, reportOn } from "./testing/judged";
import { START, tell } from "./testing/story";
import { verifyBundle } from "./verify";

it("proves everything of a right bundle", async () => {
  const report = await reportOn();
  expect(report.ok).toBe(true);
  expect(report.verdicts.map(({ status }) => status)).toEqual(Array(10).fill("proven"));
  expect(report).toMatchObject({ origin: "log.test/2026", size: 8, searched: 7, headTime: START + 335 });
  expect(report.witnesses).toEqual([
    { name: "witness1", time: START + 330 },
    { name: "witness2", time: START + 335 },
  ]);
});

it("tells the entries as they were recorded", async () => {
  const { entries } = await reportOn();
  expect(entries.map(({ seq, index, ts }) => [seq, index, ts])).toEqual([
    [0, 1, START],
    [1, 3, START + 100],
    [2, 5, START + 200],
  ]);
  expect(at(entries, 1)).toMatchObject({
    kind: "order.status",
    at: (START + 100) * 1000 - 250,
    data: { from: "placed", to: "accepted", by: "staff" },
    opened: { note: "Zażółć 📦" },
    fields: ["actor", "note"],
    after: START + 35,
    by: START + 135,
  });
});

it("tells nothing of a bundle whose head nobody signed", async () => {
  const { bundle, policy } = tell();
  const report = await verifyBundle(JSON.stringify({ ...bundle, origin: "other.test" }), policy);
  expect(report).toMatchObject({ entries: [], size: 0, head: "", ok: false });
  expect(report.verdicts.slice(2).every(({ status }) => status === "not_checked")).toBe(true);
});

it("shows no content that the leaf does not commit to", async () => {
  const { entries } = await reportOn(forged(1, { salt: OTHER }));
  expect(at(entries, 1)).toMatchObject({ kind: null, at: null, data: null, opened: {}, fields: [] });
});

it("takes the reader's clock where none is given", async () => {
  const { bundle, policy } = tell();
  const report = await verifyBundle(JSON.stringify(bundle), policy);
  const isOld = Date.now() / 1000 - (report.headTime ?? 0) > 86_400;
  expect(blemishes(report).includes("fresh: warning stale")).toBe(isOld);
});

describe("chain", () =>
  itJudges([
    [
      "nothing to compare with",
      { options: { expectedChainId: undefined } },
      "chain: not_proven chain_not_compared",
    ],
    ["another chain", { options: { expectedChainId: OTHER } }, "chain: failed chain_differs"],
    ["the same with spaces around", { options: { expectedChainId: ` ${tell().chainId}\n` } }],
  ]));

describe("later pages of a public chain", () => {
  const page = (options: object): Promise<string[]> =>
    judged({ forge: (bundle) => void bundle.entries.shift(), options: { first: 1, ...options } });

  it("are judged by their own numbers", async () => expect(await page({})).toEqual([]));

  it("link to the entry that the reader knows", async () => {
    const { entries, head } = await reportOn();
    const [first, second] = entries.map(({ leafHash }) => leafHash);
    expect(await page({ previous: first })).toEqual([]);
    expect(await page({ pin: { head, seq: 0, leafHash: first } })).toEqual([]);
    expect(await page({ previous: second })).toEqual(["in_order: failed prev_differs 1"]);
  });
});
