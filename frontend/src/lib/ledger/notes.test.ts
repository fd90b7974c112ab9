import { describe, expect, it } from "vitest";
import { parseCheckpoint, parseNote } from "./checkpoints";
import { Signer } from "./testing/crypto";
import { headAs, itJudges } from "./testing/judged";
import { TestLog } from "./testing/log";

const stranger = new Signer("stranger.test", 4, 99);
const impostor = new Signer("log.test/2026", 1, 8);

describe("authentic", () =>
  itJudges([
    ["an unreadable policy", { policy: () => "log nonsense" }, "authentic: failed policy_malformed"],
    [
      "another log",
      { forge: (bundle) => Object.assign(bundle, { origin: "x" }) },
      "authentic: failed origin_unknown",
    ],
    ["no note", headAs(() => "nonsense"), "authentic: failed head_malformed"],
    ["no signatures", headAs((_, { log }) => log.body(8)), "authentic: failed head_malformed"],
    [
      "a fourth line",
      headAs((_, { log }) => log.sign(`${log.body(8)}more\n`, 0, 0)),
      "authentic: failed head_malformed",
    ],
    [
      "a size with a zero before it",
      headAs((_, { log }) => log.sign(log.body(8).replace("\n8\n", "\n08\n"), 0, 0)),
      "authentic: failed head_malformed",
    ],
    ["an empty log", headAs((_, { log }) => log.note(0, 0, 0)), "authentic: failed head_malformed"],
    [
      "a checkpoint of another log",
      headAs((_, { log }) => log.sign(log.body(8).replace("log.test", "x.test"), 0, 0)),
      "authentic: failed head_malformed",
    ],
    ["a changed size", headAs((head) => head.replace("\n8\n", "\n9\n")), "authentic: failed bad_signature"],
    [
      "a witness's signature over another text",
      headAs((head, { log }) => head + log.witnesses[0]?.line("another\n", 5)),
      "authentic: failed bad_signature",
    ],
    [
      "a witness's signature that is cut off",
      headAs((head) => head.replace(/(— w1.test .{88}).*\n/, "$1\n")),
      "authentic: failed bad_signature",
    ],
    [
      "no signature of the log",
      headAs((head) => head.replace(/— log.*\n/, "")),
      "authentic: failed not_signed",
    ],
    [
      "another key under the log's name",
      headAs((head, { log }) => head.replace(/— log.*\n/, impostor.line(log.body(8)))),
      "authentic: failed not_signed",
    ],
    ["a stranger's signature beside", headAs((head) => head + stranger.line("x\n", 5))],
  ]));

describe("notes", () => {
  const note = new TestLog().note(0);
  const line = note.split("\n\n")[1] ?? "";

  it("have up to 64 signatures", () => {
    expect(parseNote(note.replace(line, line.repeat(64)))?.signatures).toHaveLength(64);
    expect(parseNote(note.replace(line, line.repeat(65)))).toBeNull();
  });

  it("end their text at the last blank line", () =>
    expect(parseNote(`a\n\n${note}`)?.text).toBe(`a\n\n${note.split("\n\n")[0]}\n`));

  it.each([
    ["a carriage return", note.replace("\n", "\r\n")],
    ["a tab", note.replace("log", "\tlog")],
    ["half a surrogate pair", note.replace("log", "\ud800")],
    ["no newline at the end", note.trimEnd()],
    ["a hyphen for the dash", note.replace("—", "-")],
    ["two spaces", note.replace("— ", "—  ")],
    ["base64 without its padding", note.replace(/=+\n$/, "\n")],
    ["a signature of four bytes", `${note}— x AAAAAA==\n`],
    ["a name with a plus", `${note}— x+y AAAAAAAA\n`],
    ["a line that is none", `${note}x\n`],
    ["a blank line at the end", `${note}\n`],
  ])("have not %s", (_, text) => expect(parseNote(text)).toBeNull());
});

describe("checkpoints", () => {
  const root = "A".repeat(43);
  it("are three lines", () =>
    expect(parseCheckpoint(`x\n9007199254740991\n${root}=\n`)?.size).toBe(2 ** 53 - 1));
  it.each([
    `x\n9007199254740992\n${root}=\n`,
    `x\n-1\n${root}=\n`,
    `x\n1e3\n${root}=\n`,
    `x\n1\n${root}B\n`,
    `\n1\n${root}=\n`,
    `x\n1\n${root}=`,
    `x\n1\n`,
  ])("are not %j", (text) => expect(parseCheckpoint(text)).toBeNull());
});
