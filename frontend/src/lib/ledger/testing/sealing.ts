import { base64, sha256 } from "./crypto";
import { leafOf, type TestLog } from "./log";
import type { EntryJson, PayloadParts, Sealed, Twist } from "./shapes";

export const SALT = Buffer.alloc(32, 3);

/** JCS for what the stories hold. */
function canonical(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical((value as Record<string, unknown>)[name])}`)}}`;
}

export const fieldOf = (name: string, value: string): string =>
  base64(sha256("trusttrack.dev/field/v1\n", SALT, name, "\n", value));

export interface Draft {
  parts: PayloadParts;
  place: Uint8Array;
  ts: number;
  open?: EntryJson["open"];
}

/** Appends an entry to the log, as entry `n` of a story and with its twist. */
export function seal(
  log: TestLog,
  { parts, place, ts, open = {} }: Draft,
  n = -1,
  twist: Twist = {},
): Sealed {
  twist.payload?.(parts, n);
  const plain = canonical(parts);
  const payload = twist.payloadText?.(plain, n) ?? plain;
  const commit = base64(sha256("trusttrack.dev/entry/v1\n", SALT, payload));
  const leafParts = { commit, slot: base64(place), ts };
  twist.leaf?.(leafParts, n);
  const leaf = twist.leafText?.(leafOf(leafParts), n) ?? leafOf(leafParts);
  return { index: log.append(leaf), leaf, payload, salt: base64(SALT), open };
}
