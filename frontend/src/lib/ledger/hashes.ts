import { hmac } from "@noble/hashes/hmac.js";
import { sha256 as nobleSha256 } from "@noble/hashes/sha2.js";
import { ascii, type Bytes, concat, uint64be } from "./bytes";

const PUBLIC_CHAIN = ascii("trusttrack.dev/public-chain/v1\n");
const CHAIN = ascii("trusttrack.dev/chain/v1\n");
const SLOT = ascii("trusttrack.dev/slot/v1\n");
const FIELD = ascii("trusttrack.dev/field/v1\n");
const ENTRY = ascii("trusttrack.dev/entry/v1\n");
const NEWLINE = ascii("\n");
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const sha256 = (...parts: Uint8Array[]): Bytes => new Uint8Array(nobleSha256(concat(...parts)));

/** The key of a public chain, which anybody can derive from its name. */
export const publicChainKey = (name: string): Bytes => sha256(PUBLIC_CHAIN, ascii(name));

export const chainIdOf = (key: Uint8Array): Bytes => sha256(CHAIN, key);

export const slotOf = (key: Uint8Array, seq: number): Bytes =>
  new Uint8Array(hmac(nobleSha256, key, concat(SLOT, uint64be(seq))));

export const fieldCommitment = (salt: Uint8Array, name: Uint8Array, value: Uint8Array): Bytes =>
  sha256(FIELD, salt, name, NEWLINE, value);

export const entryCommitment = (salt: Uint8Array, payload: Uint8Array): Bytes => sha256(ENTRY, salt, payload);

export const leafHash = (leaf: Uint8Array): Bytes => sha256(LEAF, leaf);

export const nodeHash = (left: Uint8Array, right: Uint8Array): Bytes => sha256(NODE, left, right);

export const emptyRoot = (): Bytes => sha256();
