import { describe, expect, it } from "vitest";
import { acceptPolicy, keepPin, type PinStorage, policyOnFirstUse, readPin } from "./pins";
import { at, reportOn } from "./testing/judged";

const storage = (): PinStorage & { kept: Map<string, string> } => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
  };
};

const refusing: PinStorage = {
  getItem: () => {
    throw new Error("denied");
  },
  setItem: () => {
    throw new Error("full");
  },
};

describe("a pin", () => {
  it("is the head and the last entry", async () => {
    const [store, report] = [storage(), await reportOn()];
    expect(readPin(store, report.chainId)).toBeUndefined();
    expect(keepPin(store, report, 1_785_000_000_000)).toBe(true);
    const pin = {
      head: report.head,
      seq: 2,
      leafHash: at(report.entries, 2).leafHash,
      at: 1_785_000_000_000,
    };
    expect(readPin(store, report.chainId)).toEqual(pin);
    expect(readPin(store, "another chain")).toBeUndefined();
  });

  it("goes forward only", async () => {
    const [store, older, newer] = [storage(), await reportOn(), await reportOn({ later: 2 })];
    expect(keepPin(store, newer)).toBe(true);
    expect(keepPin(store, older)).toBe(false);
    expect(readPin(store, newer.chainId)?.head).toBe(newer.head);
  });

  it("is not taken from a report in which something failed", async () => {
    const [store, report] = [storage(), await reportOn({ forge: (bundle) => void bundle.entries.pop() })];
    expect(keepPin(store, report)).toBe(false);
    expect(store.kept.size).toBe(0);
  });

  it.each(["", "{", "[]", "null", '{"head":"x","seq":1,"leafHash":"y"}', '{"head":1}'])(
    "is ignored where it is damaged: %s",
    async (damaged) => {
      const [store, report] = [storage(), await reportOn()];
      keepPin(store, report);
      for (const name of store.kept.keys()) store.kept.set(name, damaged);
      expect(readPin(store, report.chainId)).toBeUndefined();
    },
  );

  it("is done without where nothing may be stored", async () => {
    const report = await reportOn();
    expect(keepPin(refusing, report)).toBe(false);
    expect(readPin(refusing, report.chainId)).toBeUndefined();
  });
});

describe("a policy", () => {
  it("stays that of the first use until the reader accepts another", () => {
    const store = storage();
    expect(policyOnFirstUse(store, "log", "one")).toEqual({ policy: "one", changed: false });
    expect(policyOnFirstUse(store, "log", "one")).toEqual({ policy: "one", changed: false });
    expect(policyOnFirstUse(store, "log", "two")).toEqual({ policy: "one", changed: true });
    expect(acceptPolicy(store, "log", "two")).toBe(true);
    expect(policyOnFirstUse(store, "log", "two")).toEqual({ policy: "two", changed: false });
  });

  it("is not changed by a comment or an address", () => {
    const store = storage();
    policyOnFirstUse(store, "log", "log a+b+c\nquorum none\n");
    expect(policyOnFirstUse(store, "log", "# new\nlog a+b+c https://x\nquorum none\n").changed).toBe(false);
  });

  it("is the served one where nothing may be stored", () =>
    expect(policyOnFirstUse(refusing, "log", "one")).toEqual({ policy: "one", changed: false }));
});
