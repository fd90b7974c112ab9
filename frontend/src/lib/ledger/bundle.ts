import type { Bytes } from "./bytes";
import { isObject, parseJson } from "./jcs";
import {
  base64,
  hash,
  hasOnlyPlainIntegers,
  integer,
  list,
  Malformed,
  type Members,
  object,
  string,
} from "./shape";

export const FORMAT = "trusttrack-bundle/v1";

export interface Opening {
  name: string;
  salt: Bytes;
  value: string;
}

export interface BundleEntry {
  index: number;
  leaf: string;
  /** Null where it was erased. */
  content: { payload: string; salt: Bytes } | null;
  /** In the order of their names. */
  open: Opening[];
  proof: Bytes[];
}

export interface Anchor {
  note: string;
  consistency: Bytes[];
}

export interface SlotMember {
  i: number;
  slot: Bytes;
  proof: Bytes[];
}

export interface Absence {
  epoch: BundleEntry;
  seq: number;
  pair: SlotMember[];
}

export interface Bundle {
  origin: string;
  key: Bytes;
  entries: BundleEntry[];
  head: string;
  anchors: Anchor[];
  absent: Absence | null;
}

/** A bundle of exactly the shape of the specification, with its base64 decoded; null for anything else. */
export function parseBundle(text: string): Bundle | null {
  const value = parseJson(text);
  if (value === undefined || !hasOnlyPlainIntegers(text)) return null;
  try {
    return bundle(value);
  } catch (error) {
    if (error instanceof Malformed) return null;
    throw error;
  }
}

function bundle(value: unknown): Bundle {
  const members = object(value, ["format", "origin", "chain", "entries", "head", "anchors"], ["absent"]);
  if (members.format !== FORMAT) throw new Malformed();
  return {
    origin: string(members.origin),
    key: hash(object(members.chain, ["key"]).key),
    entries: list(members.entries, entry, 1),
    head: string(members.head),
    anchors: list(members.anchors, anchor),
    absent: Object.hasOwn(members, "absent") ? absence(members.absent) : null,
  };
}

function entry(value: unknown): BundleEntry {
  const members = object(value, ["index", "leaf", "open", "proof"], ["payload", "salt"]);
  return {
    index: integer(members.index),
    leaf: string(members.leaf),
    content: content(members),
    open: openings(members.open),
    proof: list(members.proof, hash),
  };
}

function content(members: Members): BundleEntry["content"] {
  const isErased = !Object.hasOwn(members, "payload") && !Object.hasOwn(members, "salt");
  return isErased ? null : { payload: string(members.payload), salt: hash(members.salt) };
}

function openings(value: unknown): Opening[] {
  if (!isObject(value)) throw new Malformed();
  const names = Object.keys(value).sort();
  return names.map((name) => {
    const members = object(value[name], ["salt", "value"]);
    return { name, salt: hash(members.salt), value: string(members.value) };
  });
}

function anchor(value: unknown): Anchor {
  const members = object(value, ["note", "consistency"], ["rfc3161"]);
  if (Object.hasOwn(members, "rfc3161")) base64(members.rfc3161);
  return { note: string(members.note), consistency: list(members.consistency, hash) };
}

function absence(value: unknown): Absence {
  const members = object(value, ["epoch", "seq", "pair"]);
  return {
    epoch: entry(members.epoch),
    seq: integer(members.seq),
    pair: list(members.pair, member, 1, 2),
  };
}

function member(value: unknown): SlotMember {
  const members = object(value, ["i", "slot", "proof"]);
  return { i: integer(members.i), slot: hash(members.slot), proof: list(members.proof, hash) };
}
