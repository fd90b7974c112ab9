/** Byte strings as the formats need them. */

export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Whether the text is a sequence of characters, so that its UTF-8 form is its own and nobody else's. */
export const isWellFormed = (text: string): boolean => !LONE_SURROGATE.test(text);

/** UTF-8; null for a text with half a surrogate pair, which would be encoded as another text. */
export const utf8 = (text: string): Bytes | null => (isWellFormed(text) ? encoder.encode(text) : null);

/** ASCII constants of the formats. */
export const ascii = (text: string): Bytes => encoder.encode(text);

export function concat(...parts: Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Below 0, 0 or above 0, byte by byte; a prefix comes first. */
export function compare(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

export const equal = (a: Uint8Array, b: Uint8Array): boolean => compare(a, b) === 0;

/** A non-negative safe integer as eight bytes, the most significant first. */
export function uint64be(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
