import { sha256 } from "./crypto";

/* RFC 6962 §2.1 word for word: recursive, slow, and easy to compare with the text. */

const split = (count: number): number => 2 ** Math.ceil(Math.log2(count) - 1);

export function root(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (!only) return sha256("");
  if (leaves.length === 1) return only;
  const k = split(leaves.length);
  return sha256(Buffer.of(1), root(leaves.slice(0, k)), root(leaves.slice(k)));
}

export function inclusion(index: number, leaves: readonly Buffer[]): Buffer[] {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return index < k
    ? [...inclusion(index, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...inclusion(index - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

export function consistency(size: number, leaves: readonly Buffer[], isWhole = true): Buffer[] {
  if (size === leaves.length) return isWhole ? [] : [root(leaves)];
  const k = split(leaves.length);
  return size <= k
    ? [...consistency(size, leaves.slice(0, k), isWhole), root(leaves.slice(k))]
    : [...consistency(size - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}
