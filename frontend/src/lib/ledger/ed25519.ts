import { hashes, verifyAsync } from "@noble/ed25519";
import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, hex } from "./bytes";

/** Whether `signature` is the one of `key` over `message`; false for anything malformed, never an exception. */
export type SignatureCheck = (key: Bytes, message: Bytes, signature: Bytes) => Promise<boolean>;

// The library's own hash needs crypto.subtle, which pages on plain HTTP do not have.
hashes.sha512Async = async (message) => new Uint8Array(sha512(message));

const nobleCheck: SignatureCheck = async (key, message, signature) => {
  try {
    return await verifyAsync(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
};

function subtleCheck(subtle: SubtleCrypto): SignatureCheck {
  const keys = new Map<string, Promise<CryptoKey>>();
  const imported = (key: Bytes): Promise<CryptoKey> => {
    const known = keys.get(hex(key)) ?? subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    keys.set(hex(key), known);
    return known;
  };
  return async (key, message, signature) => {
    try {
      return await subtle.verify("Ed25519", await imported(key), signature, message);
    } catch {
      return false;
    }
  };
}

/** The curve's base point: a valid public key, to ask whether the browser knows Ed25519 at all. */
const SOME_KEY = new Uint8Array(32).fill(0x66).fill(0x58, 0, 1);

async function knowsEd25519(subtle: SubtleCrypto): Promise<boolean> {
  try {
    await subtle.importKey("raw", SOME_KEY, "Ed25519", false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}

/** WebCrypto where it can do Ed25519, else the same check in plain JavaScript, some six times slower. */
export async function signatureCheck(subtle: SubtleCrypto | undefined): Promise<SignatureCheck> {
  return subtle && (await knowsEd25519(subtle)) ? subtleCheck(subtle) : nobleCheck;
}

let detected: Promise<SignatureCheck> | undefined;

export function defaultSignatureCheck(): Promise<SignatureCheck> {
  detected ??= signatureCheck(globalThis.crypto?.subtle);
  return detected;
}
