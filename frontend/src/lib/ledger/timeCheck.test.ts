import { describe, expect, it } from "vitest";
import { entry, itJudges } from "./testing/judged";
import { START } from "./testing/story";
import { windowOf } from "./timeCheck";

const unseen = ["time: not_proven no_witness_time 0", "fresh: not_proven no_witness_time"] as const;

describe("witnessed, time and fresh", () =>
  itJudges([
    ["no quorum asked for", { policy: ({ log }) => log.policy("none") }, "witnessed: not_proven no_quorum"],
    [
      "no quorum and no witness",
      { policy: ({ log }) => log.policy("none"), seenAt: () => [] },
      "witnessed: not_proven no_quorum",
      ...unseen,
    ],
    ["one witness of two", { seenAt: (time) => [time] }, "witnessed: failed quorum_not_met", ...unseen],
    [
      "one witness where one is enough",
      { policy: ({ log }) => log.policy("any"), seenAt: (time) => [null, time] },
    ],
    [
      "recorded before it can have been there",
      { leaf: entry(1, { ts: START - 1000 }) },
      "in_order: failed time_falls 1",
      "time: failed back_dated 1",
    ],
    ["recorded after it was seen", { leaf: entry(2, { ts: START + 400 }) }, "time: failed post_dated 2"],
    ["sealed late", { seenAt: (time) => [time + 300, time + 300] }, "time: warning late 0"],
    ["a head older than a day", { options: { now: START + 335 + 86_401 } }, "fresh: warning stale"],
    ["a head of one day", { options: { now: START + 335 + 86_400 } }],
    ["a reader's clock that is behind", { options: { now: START } }],
  ]));

describe("windowOf", () => {
  it("is between the largest tree without and the smallest with the entry", () =>
    expect(
      windowOf(5, [
        { size: 9, time: 90 },
        { size: 2, time: 20 },
        { size: 6, time: 60 },
        { size: 5, time: 50 },
        { size: 7, time: 70 },
      ]),
    ).toEqual({ after: 50, by: 60 }));

  it("is the closest where one size was seen twice", () =>
    expect(
      windowOf(5, [
        { size: 5, time: 50 },
        { size: 5, time: 55 },
        { size: 6, time: 70 },
        { size: 6, time: 60 },
      ]),
    ).toEqual({ after: 55, by: 60 }));

  it("is open where nobody saw it", () =>
    expect(windowOf(5, [{ size: 6, time: null }])).toEqual({ after: null, by: null }));
});
