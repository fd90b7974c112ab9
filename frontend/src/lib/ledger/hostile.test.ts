import { describe, expect, it } from "vitest";
import { at, blemishes } from "./testing/judged";
import { tell } from "./testing/story";
import { verifyBundle } from "./verify";

const { bundle, policy } = tell();
const text = JSON.stringify(bundle);
const MALFORMED = ["well_formed: failed malformed"];
const judged = async (hostile: string): Promise<string[]> => blemishes(await verifyBundle(hostile, policy));
const nested = (open: string, close: string): string => open.repeat(200_000) + close.repeat(200_000);

describe("what is no bundle", () => {
  it.each([
    ["nothing", ""],
    ["no JSON", "{"],
    ["null", "null"],
    ["a number", "1"],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["a byte order mark", `\ufeff${text}`],
    ["something after it", `${text}x`],
    ["lists without end", nested("[", "]")],
    ["objects without end", `${'{"a":'.repeat(200_000)}1${"}".repeat(200_000)}`],
    ["lists without end for its entries", text.replace('"entries":[', `"entries":[${nested("[", "]")},`)],
    ["another format", text.replace("bundle/v1", "bundle/v2")],
    ["another member", text.replace("{", '{"label":"x",')],
    ["a __proto__", text.replace("{", '{"__proto__":{"head":"x"},')],
    ["members of the prototype only", `{"__proto__":${text}}`],
    ["a member called constructor", text.replace('"open":{}', '"open":{"constructor":1}')],
    ["no entries", JSON.stringify({ ...bundle, entries: [] })],
    ["entries by name", JSON.stringify({ ...bundle, entries: { ...bundle.entries } })],
    ["an index with a point", text.replace('"index":1,', '"index":1.0,')],
    ["an index with an exponent", text.replace('"index":1,', '"index":1e0,')],
    ["an index beyond what a number holds", text.replace('"index":1,', '"index":9007199254740993,')],
    ["an endless index", text.replace('"index":1,', '"index":1e999,')],
    ["NaN", text.replace('"index":1,', '"index":NaN,')],
    ["a null for what may be missing", text.replace('"payload":', '"payload":null,"x":')],
    ["a payload without its salt", text.replace(/"salt":"[^"]*",/, "")],
    ["a key of 31 bytes", JSON.stringify({ ...bundle, chain: { key: Buffer.alloc(31).toString("base64") } })],
    [
      "three members for a pair",
      JSON.stringify({
        ...bundle,
        absent: { ...bundle.absent, pair: Array(3).fill(at(bundle.absent?.pair, 0)) },
      }),
    ],
  ])("%s", async (_, hostile) => expect(await judged(hostile)).toEqual(MALFORMED));
});

describe("what is one, but odd", () => {
  it("keeps half a surrogate pair from passing for another character", async () => {
    expect(await judged(text.replace('"origin":"', '"origin":"\\ud800'))).toEqual([
      "authentic: failed origin_unknown",
    ]);
    expect(await judged(text.replace('"head":"', '"head":"\\ud800'))).toEqual([
      "authentic: failed head_malformed",
    ]);
  });

  it("opens fields with the names of an object's own", async () => {
    const odd = text.replace('"open":{}', `"open":{"__proto__":{"salt":"${bundle.chain.key}","value":"x"}}`);
    expect(await judged(odd)).toContain("unaltered: failed field_differs 0");
  });

  it("is read with spaces, and with strings that look like numbers", async () => {
    const spaced = JSON.stringify(bundle, null, 2);
    expect(await judged(spaced)).toEqual(await judged(text));
    const escaped = text.replace('"value":"Z', '"value":"\\\\\\"1.5e9');
    expect(await judged(escaped)).toContain("unaltered: failed field_differs 1");
  });

  it("takes a policy that is none for what it is", async () => {
    for (const odd of ["", "\0", "log", "log \ud800", nested("group a any b\n", "")])
      expect(blemishes(await verifyBundle(text, odd))).toEqual(["authentic: failed policy_malformed"]);
  });

  it("survives a pin and a log address that are none", async () => {
    const pin = { head: "\ud800", seq: Number.NaN, leafHash: "?" };
    const report = await verifyBundle(text, policy, { pin, log: "not an address", first: 3 });
    expect(report.ok).toBe(false);
  });
});
