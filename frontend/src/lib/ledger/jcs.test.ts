import { describe, expect, it } from "vitest";
import { jcs, parseClosed } from "./jcs";

describe("jcs", () => {
  it("orders members by UTF-16 code units", () =>
    expect(jcs({ "\ufb33": 1, "😀": 2, a: 3, "10": 4, "1": 5 })).toBe(
      '{"1":5,"10":4,"a":3,"😀":2,"\ufb33":1}',
    ));

  it.each([
    ["1E30", "1e+30"],
    ["-0", "0"],
    ["0.000001", "0.000001"],
    ["1e-7", "1e-7"],
    ["[1.0,null,true]", "[1,null,true]"],
    ['"\\u00e9\\/\\u001f"', '"é/\\u001f"'],
  ])("writes %s as %s", (json, canonical) => expect(jcs(JSON.parse(json))).toBe(canonical));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "\ud800", { "\udc00": 1 }, undefined])(
    "refuses %j",
    (value) => expect(() => jcs(value)).toThrow(TypeError),
  );
});

describe("the closed profile", () => {
  it.each(["{}", '{"a":-1,"b":{"c":"é"}}', '{"__proto__":{"a":1}}', '{"a":9007199254740991}'])(
    "has %s",
    (text) => expect(jcs(parseClosed(text))).toBe(text),
  );

  it.each([
    "",
    "1",
    '"a"',
    "[]",
    "null",
    '{"a": 1}',
    '{"b":1,"a":1}',
    '{"a":1,"a":1}',
    '{"__proto__":1,"__proto__":1}',
    '{"a":1.5}',
    '{"a":1.0}',
    '{"a":1e3}',
    '{"a":-0}',
    '{"a":9007199254740992}',
    '{"a":true}',
    '{"a":null}',
    '{"a":[]}',
    '{"a":"\\u0000"}',
    '{"\\u0000":1}',
    '{"a":"\\ud800"}',
    '{"a":"\ud800"}',
    '{"a":"\\u0061"}',
    '{"a":NaN}',
    '\ufeff{"a":1}',
    `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  ])("has not %.30j", (text) => expect(parseClosed(text)).toBeNull());
});
