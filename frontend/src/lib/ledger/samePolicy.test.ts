import { describe, expect, it } from "vitest";
import { logsOf, samePolicy } from "./samePolicy";

const POLICY = `# of the log
log log.test/1+aaaaaaaa+KEY1 https://log.test/log/v1
witness w1 one.test+bbbbbbbb+KEY2 https://one.test
witness w2 two.test+cccccccc+KEY3
group both all w1 w2
quorum both
`;

describe("two policies", () => {
  it.each<[string, (policy: string) => string]>([
    ["a comment", (policy) => `# moved\n\n${policy}`],
    ["an address", (policy) => policy.replace("https://one.test", "https://moved.test/w")],
    ["no address", (policy) => policy.replace(" https://log.test/log/v1", "")],
    ["names of witnesses", (policy) => policy.replaceAll("w1", "first")],
    ["the way to write a threshold", (policy) => policy.replace("both all", "both 2")],
    ["the order of members", (policy) => policy.replace("all w1 w2", "all w2 w1")],
  ])("mean the same with another %s", (_, change) => {
    expect(change(POLICY)).not.toBe(POLICY);
    expect(samePolicy(POLICY, change(POLICY))).toBe(true);
  });

  it.each<[string, (policy: string) => string]>([
    ["key of the log", (policy) => policy.replace("KEY1", "KEY9")],
    ["log", (policy) => policy.replace("log.test/1+", "log.test/2+")],
    ["key of a witness", (policy) => policy.replace("KEY3", "KEY9")],
    ["threshold", (policy) => policy.replace("both all", "both any")],
    ["quorum", (policy) => policy.replace("quorum both", "quorum w1")],
    ["quorum: none", (policy) => policy.replace("quorum both", "quorum none")],
    ["witness beside the quorum", (policy) => `witness w3 three.test+dddddddd+KEY4\n${policy}`],
    ["line that nobody knows", (policy) => `${policy}trust me\n`],
  ])("differ with another %s", (_, change) => expect(samePolicy(POLICY, change(POLICY))).toBe(false));

  it("do not grow without end where groups are grouped again and again", () => {
    const groups = Array.from({ length: 60 }, (_, n) => `group g${n + 1} all g${n} g${n}`).join("\n");
    expect(samePolicy(`${POLICY}${groups}\nquorum g60\n`, POLICY)).toBe(false);
  });

  it("name their logs", () => {
    expect(logsOf(`${POLICY}log log.test/1+eeeeeeee+KEY5\n`)).toEqual(["log.test/1"]);
    expect(logsOf("# log of nobody\n")).toEqual([]);
  });
});
