import { beforeEach, describe, expect, it, vi } from "vitest";
import { type Answer, createDeviceQueue, type DeviceQueue, type Kept } from "./deviceQueue";

const HOLD = 5_000;
const one = (subject: string, act: string) => [{ subject, act }];

describe("a queue on the device", () => {
  let sent: string[][] = [];
  let keys: string[] = [];
  let answers: Record<string, Answer> = {};
  let name = "";

  const queue = (): DeviceQueue<string> =>
    createDeviceQueue<string>({
      name,
      send: async (acts: readonly Kept<string>[]) => {
        sent.push(acts.map(({ act }) => act));
        keys.push(...acts.map(({ key }) => key));
        return new Map(acts.map(({ key, act }) => [key, answers[act] ?? { kind: "done" }]));
      },
    });
  const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    name = crypto.randomUUID(); // queues of earlier tests go on listening
    [sent, keys, answers] = [[], [], {}];
    return () => vi.useRealTimers();
  });

  it("sends nothing before its hold ends, and then once", async () => {
    const moves = queue();
    moves.add(one("a", "ready"), HOLD);
    await wait(HOLD - 10);
    expect(sent).toEqual([]);
    await wait(HOLD);
    expect(sent).toEqual([["ready"]]);
    expect(moves.state().kept).toEqual([]);
  });

  it("never sends what was taken back, and cannot take back what was sent", async () => {
    const moves = queue();
    moves.add(one("a", "ready"), HOLD);
    const group = moves.state().kept[0]?.group ?? "";
    expect(moves.undo(group)).toBe(true);
    await wait(2 * HOLD);
    expect(sent).toEqual([]);
    expect(moves.undo(group)).toBe(false);
  });

  it("holds an amended act again, and sends it as amended", async () => {
    const moves = queue();
    moves.add(one("a", "accepted"), HOLD);
    await wait(HOLD - 1_000);
    moves.amend(moves.state().kept[0]?.group ?? "", (act) => `${act}, ready at noon`, HOLD);
    await wait(HOLD - 1_000);
    expect(sent).toEqual([]);
    await wait(2_000);
    expect(sent).toEqual([["accepted, ready at noon"]]);
  });

  it("a gesture of several goes as one, and is taken back as one", async () => {
    const moves = queue();
    const acts = ["a", "b", "c"].map((subject) => ({ subject, act: `${subject} ready` }));
    moves.add(acts, HOLD);
    await wait(HOLD + 10);
    expect(sent).toEqual([["a ready", "b ready", "c ready"]]);
    moves.add(acts, HOLD);
    moves.undo(moves.state().kept[0]?.group ?? "");
    expect(moves.state().kept).toEqual([]);
  });

  it("without a network it keeps all, says so, and sends them in order with the same keys", async () => {
    const moves = queue();
    answers = { accepted: { kind: "later", why: "network" } };
    moves.add(one("a", "accepted"), 0);
    await wait(10);
    moves.add(one("b", "rejected"), 0);
    moves.add(one("a", "preparing"), 0);
    await wait(60_000);
    expect(new Set(sent.flat())).toEqual(new Set(["accepted"]));
    expect(moves.state().obstacle).toBe("network");
    expect(moves.state().kept.map(({ act }) => act)).toEqual(["accepted", "rejected", "preparing"]);
    const tries = sent.length;
    answers = {};
    window.dispatchEvent(new Event("online"));
    await wait(10);
    expect(sent.slice(tries)).toEqual([["accepted"], ["rejected"], ["preparing"]]);
    expect(new Set(keys).size).toBe(3);
    expect(moves.state()).toEqual({ kept: [], obstacle: null });
  });

  it("what another page left behind is sent by this one, with its own key, once", async () => {
    answers = { ready: { kind: "later", why: "network" } };
    queue().add(one("a", "ready"), 0);
    await wait(10);
    const stored = JSON.parse(localStorage.getItem(name) ?? "[]") as Kept<string>[];
    localStorage.setItem(name, JSON.stringify(stored.map((each) => ({ ...each, page: "closed" }))));
    [sent, answers] = [[], {}];
    const key = stored[0]?.key;
    keys = [];
    const moves = queue();
    expect(moves.state().kept).toHaveLength(1);
    await wait(16_000);
    expect(keys.every((each) => each === key)).toBe(true);
    expect(moves.state().kept).toEqual([]);
  });

  it("a refusal stays until it was read, and takes along what was built on it", async () => {
    const moves = queue();
    answers = { accepted: { kind: "refused", why: "Sam already rejected it" } };
    moves.add(one("a", "accepted"), 0);
    moves.add(one("a", "preparing"), 0);
    moves.add(one("b", "ready"), 0);
    await wait(100);
    expect(sent).toEqual([["accepted"], ["ready"]]);
    expect(moves.state().kept.map(({ refused }) => refused)).toEqual(["Sam already rejected it", ""]);
    moves.dismiss("a");
    expect(moves.state().kept).toEqual([]);
  });

  it("when the page goes away everything is sent at once; a second act on one subject waits for the first", async () => {
    const moves = queue();
    moves.add(one("a", "ready"), HOLD);
    moves.add(one("b", "accepted"), HOLD);
    moves.flush();
    expect(sent).toEqual([["ready"], ["accepted"]]);
    await wait(2 * HOLD);
    expect(sent).toHaveLength(2);
  });

  it("sends the first act on a subject at once when a second one follows", async () => {
    const moves = queue();
    moves.add(one("a", "accepted"), HOLD);
    moves.add(one("a", "preparing"), HOLD);
    await wait(10);
    expect(sent).toEqual([["accepted"]]);
    await wait(HOLD);
    expect(sent.at(-1)).toEqual(["preparing"]);
  });

  it("works where the browser stores nothing", async () => {
    const store = vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full");
    });
    const moves = queue();
    moves.add(one("a", "ready"), 0);
    expect(moves.state().kept).toHaveLength(1);
    await wait(100);
    expect(sent).toEqual([["ready"]]);
    store.mockRestore();
  });
});
