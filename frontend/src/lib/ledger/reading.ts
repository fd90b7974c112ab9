import { decodeBase64 } from "./base64";
import type { BundleEntry } from "./bundle";
import { type Bytes, utf8 } from "./bytes";
import { leafHash } from "./hashes";
import { type ClosedObject, type ClosedValue, isObject, parseClosed } from "./jcs";

export const MAX_LEAF = 65_535;
const FIELD_NAME = /^[a-z0-9_./]+$/;

export interface Leaf {
  commit: Bytes;
  slot: Bytes;
  ts: number;
}

export interface Payload {
  at: number;
  chain: Bytes;
  data: ClosedObject;
  fields: Map<string, Bytes>;
  kind: string;
  prev: Bytes;
  seq: number;
}

/** An entry of a bundle and what could be read of it. */
export interface ReadEntry {
  seq: number;
  raw: BundleEntry;
  /** Null for text that has no UTF-8 form. */
  hash: Bytes | null;
  leaf: Leaf | null;
  payload: Payload | null;
}

export function readEntry(raw: BundleEntry, seq: number): ReadEntry {
  const bytes = utf8(raw.leaf);
  const leaf = bytes && bytes.length <= MAX_LEAF ? parseLeaf(raw.leaf) : null;
  const payload = raw.content && parsePayload(raw.content.payload);
  return { seq, raw, hash: bytes && leafHash(bytes), leaf, payload };
}

const hash = (value: ClosedValue | undefined): Bytes | null =>
  typeof value === "string" ? decodeBase64(value, 32) : null;

const isCount = (value: ClosedValue | undefined): value is number => typeof value === "number" && value >= 0;

/** As a closed object with exactly these members; `names` in order. */
function closed(text: string, names: string): ClosedObject | null {
  const value = parseClosed(text);
  return value && Object.keys(value).join() === names ? value : null;
}

export function parseLeaf(text: string): Leaf | null {
  const value = closed(text, "commit,slot,ts,v");
  const [commit, slot] = [hash(value?.commit), hash(value?.slot)];
  return value?.v === 1 && commit && slot && isCount(value.ts) ? { commit, slot, ts: value.ts } : null;
}

export function parsePayload(text: string): Payload | null {
  const value = closed(text, "at,chain,data,fields,kind,prev,seq,v");
  if (value?.v !== 1) return null;
  const { at, kind, seq, data } = value;
  const [chain, prev, fields] = [hash(value.chain), hash(value.prev), fieldsOf(value.fields)];
  if (!chain || !prev || !fields || !isCount(at) || !isCount(seq)) return null;
  return isObject(data) && typeof kind === "string" ? { at, chain, data, fields, kind, prev, seq } : null;
}

function fieldsOf(value: ClosedValue | undefined): Map<string, Bytes> | null {
  if (!isObject(value)) return null;
  const fields = new Map<string, Bytes>();
  for (const [name, text] of Object.entries(value as ClosedObject)) {
    const commitment = hash(text);
    if (!FIELD_NAME.test(name) || !commitment) return null;
    fields.set(name, commitment);
  }
  return fields;
}
