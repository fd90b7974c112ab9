import { describe, expect, it } from "vitest";
import { chainInFragment, inGroups, readChainId } from "./orderChain";

const CHAIN = "5pr4Kr+f900LqLxNzHPJQgyZndn/F2mXfQ3cvoPhDrQ=";
const IN_URL = "5pr4Kr-f900LqLxNzHPJQgyZndn_F2mXfQ3cvoPhDrQ";

describe("an order's chain", () => {
  it.each([CHAIN, IN_URL, ` ${inGroups(CHAIN).join(" ")}\n`])("is read from %j", (text) => {
    expect(readChainId(text)).toBe(CHAIN);
  });

  it.each(["", "TT-G7H8", CHAIN.slice(4), `${CHAIN}AAAA`, "ümlaut"])("is not read from %j", (text) => {
    expect(readChainId(text)).toBeNull();
  });

  it("is found in the address, also beside something else", () => {
    expect(chainInFragment(`#chain=${IN_URL}`)).toBe(CHAIN);
    expect(chainInFragment(`#top&chain=${encodeURIComponent(CHAIN)}`)).toBe(CHAIN);
    expect(chainInFragment(`#chain=${CHAIN}`)).toBe(CHAIN);
  });

  it("that is damaged in the address is told from one that is not there", () => {
    expect(chainInFragment("#chain=abc")).toBeNull();
    expect(chainInFragment("#chain=%zz")).toBeNull();
    expect(chainInFragment("")).toBeUndefined();
    expect(chainInFragment("#tools")).toBeUndefined();
  });

  it("is shown in groups of four", () => {
    expect(inGroups(CHAIN)).toHaveLength(11);
    expect(inGroups(CHAIN)[0]).toBe("5pr4");
  });
});
