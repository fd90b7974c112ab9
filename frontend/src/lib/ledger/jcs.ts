import { isWellFormed } from "./bytes";

export type ClosedValue = string | number | ClosedObject;
export interface ClosedObject {
  [name: string]: ClosedValue;
}

/** Deeper than any payload; without a bound a hostile one would exhaust the stack. */
const MAX_DEPTH = 64;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * RFC 8785: numbers and strings as ECMAScript writes them, members by the UTF-16 code units of their names. Takes what
 * `JSON.parse` gives; throws a TypeError for what I-JSON does not have (NaN, infinity, half a surrogate pair).
 */
export function jcs(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jcs).join(",")}]`;
  if (isObject(value))
    return `{${Object.keys(value)
      .sort()
      .map((name) => `${jcs(name)}:${jcs(value[name])}`)}}`;
  if (typeof value === "string" && !isWellFormed(value)) throw new TypeError("half a surrogate pair");
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("not a number of JSON");
  const written = JSON.stringify(value);
  if (written === undefined) throw new TypeError("not a value of JSON");
  return written;
}

const isClosedText = (text: string): boolean => isWellFormed(text) && !text.includes("\0");

/** The closed profile: strings, safe integers and objects, nothing else. */
function isClosed(value: unknown, depth: number): value is ClosedValue {
  if (typeof value === "string") return isClosedText(value);
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (!isObject(value) || depth === 0) return false;
  return Object.keys(value).every((name) => isClosedText(name) && isClosed(value[name], depth - 1));
}

/**
 * The object that `text` is the canonical form of, under the closed profile; null when it is not one. Encoding again
 * catches what `JSON.parse` swallows: repeated names, spaces, `1.0`, `-0`, integers that were rounded.
 */
export function parseClosed(text: string): ClosedObject | null {
  const value = parseJson(text);
  return isObject(value) && isClosed(value, MAX_DEPTH) && jcs(value) === text
    ? (value as ClosedObject)
    : null;
}

/** Undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
