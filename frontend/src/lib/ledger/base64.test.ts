import { expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64";

it.each(["", "AA==", "/w==", "AAA=", "//8=", "AAAA", "+/+/"])("%j is read and written again", (text) => {
  const bytes = decodeBase64(text);
  expect(bytes && encodeBase64(bytes)).toBe(text);
});

it.each([
  "A",
  "AA",
  "AA=",
  "AB==",
  "AAB=",
  "A===",
  "====",
  "AA==AAAA",
  " AAAA",
  "AAA\n",
  "-_-_",
  "AAAAA",
  "AA==\n",
])("%j is not canonical", (text) => expect(decodeBase64(text)).toBeNull());

it("asks for a length", () => {
  expect(decodeBase64("AAAA", 3)).toEqual(new Uint8Array(3));
  expect(decodeBase64("AAAA", 32)).toBeNull();
});

it("agrees with Node on all lengths", () => {
  for (let length = 0; length < 70; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 151 + length) % 256);
    const text = Buffer.from(bytes).toString("base64");
    expect(encodeBase64(bytes)).toBe(text);
    expect(decodeBase64(text)).toEqual(bytes);
  }
});
