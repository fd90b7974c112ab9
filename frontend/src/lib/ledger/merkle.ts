import { type Bytes, equal } from "./bytes";
import { emptyRoot, nodeHash } from "./hashes";

/*
 * Sizes and indexes go up to 2^53 - 1, beyond what bit operators can hold: halving and remainders only.
 * Other hashes than the leaf's come from decoders that check their lengths.
 */

const HASH = 32;

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);

/** The two paths of RFC 9162 from a node to the root, walked together. */
class Path {
  constructor(
    public node: number,
    public last: number,
  ) {}

  up(): void {
    this.node = half(this.node);
    this.last = half(this.last);
  }

  /** Whether the next hash of the proof stands to the left. */
  get isRight(): boolean {
    return isOdd(this.node) || this.node === this.last;
  }

  /** Skips the levels on which a rightmost node has no sibling. */
  skip(): void {
    while (!isOdd(this.node) && this.node !== 0) this.up();
  }
}

/** RFC 9162 §2.1.3.2. */
export function verifyInclusion(
  index: number,
  size: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index >= size || leaf.length !== HASH) return false;
  const path = new Path(index, size - 1);
  let hash = leaf;
  for (const sibling of proof) {
    if (path.last === 0) return false;
    if (path.isRight) {
      hash = nodeHash(sibling, hash);
      path.skip();
    } else hash = nodeHash(hash, sibling);
    path.up();
  }
  return path.last === 0 && equal(hash, root);
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest > 1 && !isOdd(rest)) rest = half(rest);
  return rest === 1;
}

/** RFC 9162 §2.1.4.2. From size 0 nothing can be proven, so that is refused. */
export function verifyConsistency(
  size1: number,
  size2: number,
  root1: Uint8Array,
  root2: Uint8Array,
  proof: readonly Uint8Array[],
): boolean {
  if (size1 < 1 || size1 > size2) return false;
  if (size1 === size2) return proof.length === 0 && equal(root1, root2);
  const [first, ...rest] = isPowerOfTwo(size1) ? [root1, ...proof] : proof;
  if (!first) return false;
  const path = new Path(size1 - 1, size2 - 1);
  while (isOdd(path.node)) path.up();
  let [hash1, hash2] = [first, first];
  for (const sibling of rest) {
    if (path.last === 0) return false;
    if (path.isRight) {
      hash1 = nodeHash(sibling, hash1);
      hash2 = nodeHash(sibling, hash2);
      path.skip();
    } else hash2 = nodeHash(hash2, sibling);
    path.up();
  }
  return path.last === 0 && equal(hash1, root1) && equal(hash2, root2);
}

/** Where RFC 6962 splits `count` leaves: the largest power of two below it. */
export function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

/** MTH of RFC 6962 over leaf hashes. */
export function rootOf(leaves: readonly Bytes[]): Bytes {
  const [only] = leaves;
  if (!only) return emptyRoot();
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, split)), rootOf(leaves.slice(split)));
}
