import { decodeBase64 } from "./base64";
import type { Bytes } from "./bytes";
import { isObject } from "./jcs";

/** What was read has not the shape that it must have. */
export class Malformed extends Error {}

export type Members = Record<string, unknown>;

export function object(
  value: unknown,
  required: readonly string[],
  optional: readonly string[] = [],
): Members {
  if (!isObject(value)) throw new Malformed();
  const names = Object.keys(value);
  const allowed = names.every((name) => required.includes(name) || optional.includes(name));
  if (!allowed || !required.every((name) => Object.hasOwn(value, name))) throw new Malformed();
  return value;
}

export function list<T>(
  value: unknown,
  read: (item: unknown) => T,
  least = 0,
  most = Number.MAX_SAFE_INTEGER,
): T[] {
  if (!Array.isArray(value) || value.length < least || value.length > most) throw new Malformed();
  return value.map(read);
}

export function string(value: unknown): string {
  if (typeof value !== "string") throw new Malformed();
  return value;
}

export function integer(value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new Malformed();
  return value;
}

export function base64(value: unknown, length?: number): Bytes {
  const bytes = decodeBase64(string(value), length);
  if (!bytes) throw new Malformed();
  return bytes;
}

export const hash = (value: unknown): Bytes => base64(value, 32);

/** `JSON.parse` does not tell `1.0` and `1e0` from `1`: looks for a point or an exponent outside of the strings. */
export function hasOnlyPlainIntegers(json: string): boolean {
  let at = 0;
  while (at < json.length) {
    const quote = json.indexOf('"', at);
    if (/[.eE]/.test(json.slice(at, quote < 0 ? json.length : quote))) return false;
    if (quote < 0) return true;
    at = endOfString(json, quote) + 1;
  }
  return true;
}

function endOfString(json: string, quote: number): number {
  let end = json.indexOf('"', quote + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === "\\") backslashes++;
  return backslashes % 2 === 1;
}
