import { describe } from "vitest";
import { anchorAs, at, itJudges, rerooted } from "./testing/judged";
import { START } from "./testing/story";

describe("append_only", () =>
  itJudges([
    ["no note", anchorAs(1, () => "x"), "append_only: failed anchor_malformed"],
    [
      "a checkpoint of another log",
      anchorAs(1, (_, { log }) => log.sign(log.body(3).replace("log.test", "x.test"), 0, 0)),
      "append_only: failed anchor_malformed",
    ],
    [
      "a changed size",
      anchorAs(0, (note) => note.replace("\n1\n", "\n2\n")),
      "append_only: failed anchor_bad_signature",
    ],
    [
      "no signature of the log",
      anchorAs(0, (note) => note.replace(/— log.*\n/, "")),
      "append_only: failed anchor_not_signed",
    ],
    [
      "an empty log",
      anchorAs(0, (_, { log }) => log.note(0, START, START)),
      "append_only: failed anchor_size",
    ],
    [
      "a log larger than the head's",
      anchorAs(0, (_, { log }) => {
        log.appendOther(START);
        return log.note(9, START, START);
      }),
      "append_only: failed anchor_size",
    ],
    [
      "a rewritten log",
      anchorAs(1, (_, { log }) => log.sign(rerooted(log.body(3)), START + 30, START + 35)),
      "append_only: failed not_consistent",
    ],
    [
      "a proof too short",
      { forge: ({ anchors }) => void at(anchors, 1).consistency.pop() },
      "append_only: failed not_consistent",
    ],
    [
      "a time-stamp beside, which is not judged",
      { forge: ({ anchors }) => Object.assign(at(anchors, 0), { rfc3161: "AAAA" }) },
    ],
    ["no anchors", { forge: (bundle) => Object.assign(bundle, { anchors: [] }) }, "time: warning late 0"],
  ]));
