import { describe, expect, it } from "vitest";
import { parsePolicy, type Times, timeOf } from "./policy";
import { Signer } from "./testing/crypto";

const log = (seed = 7): string => `log ${new Signer("log.test", 1, seed).vkey}`;
const witness = (name: string, seed: number): string =>
  `witness ${name} ${new Signer(`${name}.test`, 4, seed).vkey}`;
const WITNESSES = ["a", "b", "c"].map((name, n) => witness(name, n + 1)).join("\n");
const policyOf = (...lines: string[]) => parsePolicy([log(), WITNESSES, ...lines].join("\n"));

const timeUnder = (lines: string[], times: Record<string, number>): number | null => {
  const policy = policyOf(...lines);
  if (!policy) throw new Error("no policy");
  return timeOf(policy, new Map(Object.entries(times)) satisfies Times);
};

describe("the time of a note", () => {
  it.each([
    ["of one witness", ["quorum b"], { a: 1, b: 2 }, 2],
    ["of a witness that did not cosign", ["quorum c"], { a: 1, b: 2 }, null],
    ["of any", ["group g any a b c", "quorum g"], { b: 7, c: 5 }, 5],
    ["of all", ["group g all a b c", "quorum g"], { a: 1, b: 3, c: 2 }, 3],
    ["of two in three", ["group g 2 a b c", "quorum g"], { a: 9, b: 1, c: 4 }, 4],
    ["of too few", ["group g 2 a b c", "quorum g"], { a: 9 }, null],
    ["of a group in a group", ["group g any b c", "group h all a g", "quorum h"], { a: 1, b: 8, c: 5 }, 5],
    ["where none is asked for", ["quorum none"], { b: 8, c: 5 }, 5],
    ["where none is asked for and none is there", ["quorum none"], {}, null],
  ])("%s", (_, lines, times, expected) =>
    expect(timeUnder(lines, times as Record<string, number>)).toBe(expected),
  );
});

describe("a policy file", () => {
  it("may have comments, tabs, empty lines, addresses and several logs", () => {
    const text = `# who signs\n\n \t${log()}\thttps://log.test \n${log(8)}\n${WITNESSES} https://c.test\nquorum\tnone\n`;
    const policy = parsePolicy(text);
    expect(policy?.logs.map(({ name }) => name)).toEqual(["log.test", "log.test"]);
    expect([...(policy?.witnesses.keys() ?? [])]).toEqual(["a", "b", "c"]);
    expect(policy?.quorum).toBeNull();
  });

  it.each([
    ["without a quorum", []],
    ["with two", ["quorum none", "quorum a"]],
    ["with a quorum that is not defined", ["quorum z"]],
    ["with a quorum of two names", ["quorum a b"]],
    ["with a group defined after its use", ["group h all g", "group g any a", "quorum h"]],
    ["with a group of nobody", ["group g any", "quorum g"]],
    ["with a group of more than it has", ["group g 4 a b c", "quorum g"]],
    ["with a group of none needed", ["group g 0 a b c", "quorum g"]],
    ["with a threshold written otherwise", ["group g 02 a b c", "quorum g"]],
    ["with a member twice", ["group g 2 a a b", "quorum g"]],
    ["with a member of two groups", ["group g any a", "group h any a", "quorum h"]],
    ["with a name twice", ["group a any b", "quorum a"]],
    ["with a group called none", ["group none any b", "quorum none"]],
    ["with a key twice", [witness("d", 1), "quorum none"]],
    ["with a log twice", [log(), "quorum none"]],
    ["with a log's key for a witness", [log().replace("log", "witness d"), "quorum none"]],
    [
      "with a witness's key for a log",
      [WITNESSES.split("\n")[0]?.replace("witness a", "log") ?? "", "quorum none"],
    ],
    ["with a key id that is not the key's", [log(9).replace(/\+[0-9a-f]{8}/, "+00000000"), "quorum none"]],
    ["with another word", ["allow all", "quorum none"]],
    ["with more on a line than belongs there", [`${log(9)} https://a https://b`, "quorum none"]],
    ["with a carriage return", ["quorum none\r"]],
    [
      "with thousands of groups",
      [...Array.from({ length: 5000 }, (_, n) => `group g${n} any ${n ? `g${n - 1}` : "a"}`), "quorum g4999"],
    ],
  ])("is none %s", (_, lines) => expect(policyOf(...lines)).toBeNull());
});
