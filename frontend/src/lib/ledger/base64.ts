import type { Bytes } from "./bytes";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const SHAPE = /^[A-Za-z0-9+/]*={0,2}$/;
const CHUNK = 8192;

export function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}

/** Standard padded base64 in its only canonical form (RFC 4648 §3.5: unused bits are zero); null for anything else. */
export function decodeBase64(text: string, length?: number): Bytes | null {
  if (text.length % 4 !== 0 || !SHAPE.test(text) || hasUnusedBits(text)) return null;
  const binary = atob(text);
  if (length !== undefined && binary.length !== length) return null;
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Two characters before "==" carry 12 bits for 8, three before "=" carry 18 for 16; the rest must be zero. */
function hasUnusedBits(text: string): boolean {
  const unused = text.endsWith("==") ? 16 : text.endsWith("=") ? 4 : 1;
  const last = text.charAt(text.indexOf("=") - 1);
  return unused > 1 && ALPHABET.indexOf(last) % unused !== 0;
}
