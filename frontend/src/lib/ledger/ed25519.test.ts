import { webcrypto } from "node:crypto";
import { describe, expect, it } from "vitest";
import { type SignatureCheck, signatureCheck } from "./ed25519";
import { blemishes, reportOn } from "./testing/judged";
import { tell } from "./testing/story";
import { verifyWith } from "./verify";

/** A browser that has WebCrypto but not this curve. */
const older = {
  importKey: () => Promise.reject(new DOMException("unknown algorithm", "NotSupportedError")),
} as unknown as SubtleCrypto;

const ways: [string, () => Promise<SignatureCheck>][] = [
  ["WebCrypto", () => signatureCheck(webcrypto.subtle as SubtleCrypto)],
  ["plain JavaScript, where there is no WebCrypto", () => signatureCheck(undefined)],
  ["plain JavaScript, where WebCrypto does not know Ed25519", () => signatureCheck(older)],
];

const bytes = (hex: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(hex, "hex"));
/** RFC 8032 §7.1, test 2. */
const KEY = bytes("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
const MESSAGE = bytes("72");
const SIGNATURE = bytes(
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
);
/** The same plus the order of the group: valid only for those who do not look. */
const MALLEABLE = bytes(
  "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69daf52db7415978abc61b2c2eb6aeebfca0387b2eaeb4302aeeb00d291612bb0c10",
);

describe.each(ways)("signatures with %s", (_, way) => {
  it("are right or wrong", async () => {
    const check = await way();
    const flipped = SIGNATURE.map((byte, n) => (n === 0 ? byte ^ 1 : byte));
    expect(await check(KEY, MESSAGE, SIGNATURE)).toBe(true);
    expect(await check(KEY, bytes("73"), SIGNATURE)).toBe(false);
    expect(await check(KEY, MESSAGE, flipped)).toBe(false);
    expect(await check(KEY, MESSAGE, MALLEABLE)).toBe(false);
  });

  it("are wrong where they are none, without an exception", async () => {
    const check = await way();
    expect(await check(KEY, MESSAGE, new Uint8Array(0))).toBe(false);
    expect(await check(KEY, MESSAGE, new Uint8Array(63))).toBe(false);
    expect(await check(new Uint8Array(32).fill(0xff), MESSAGE, SIGNATURE)).toBe(false);
    expect(await check(new Uint8Array(5), MESSAGE, SIGNATURE)).toBe(false);
  });

  it("prove a bundle", async () => {
    const check = await way();
    expect(blemishes(await reportOn({ means: { check } }))).toEqual([]);
  });

  it("refuse a changed one", async () => {
    const { bundle, policy } = tell();
    const changed = JSON.stringify({ ...bundle, head: bundle.head.replace("\n8\n", "\n7\n") });
    const report = await verifyWith({ check: await way() }, changed, policy);
    expect(blemishes(report)).toEqual(["authentic: failed bad_signature"]);
  });
});
