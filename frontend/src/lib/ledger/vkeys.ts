import { decodeBase64 } from "./base64";
import { ascii, type Bytes, hex } from "./bytes";
import { isKeyName } from "./checkpoints";
import { sha256 } from "./hashes";

export const LOG_SIGNATURE = 0x01;
export const COSIGNATURE = 0x04;

/** A verifier key of C2SP signed-note. */
export interface VerifierKey {
  name: string;
  /** Eight lower-case hex digits. */
  id: string;
  type: number;
  key: Bytes;
}

/** `<name>+<id>+<base64(type || key)>`; null unless it is an Ed25519 key of that type whose id is right. */
export function parseVerifierKey(vkey: string, type: number): VerifierKey | null {
  const [name = "", id = "", ...rest] = vkey.split("+");
  // The base64 of a key may have a plus of its own.
  const bytes = decodeBase64(rest.join("+"), 33);
  if (!isKeyName(name) || bytes?.[0] !== type) return null;
  const expected = hex(sha256(ascii(`${name}\n`), bytes).subarray(0, 4));
  return id === expected ? { name, id, type, key: bytes.slice(1) } : null;
}
