import { type Bytes, equal } from "./bytes";
import type { Checkpoint } from "./checkpoints";
import { leafHash, nodeHash } from "./hashes";
import { rootOf, splitOf, verifyConsistency } from "./merkle";

/** C2SP tlog-tiles: 256 hashes a tile, eight levels of the tree apart. */
const WIDTH = 256;
const HASH = 32;
const MAX_BYTES = WIDTH * (2 + 65_535);
const TIMEOUT = 10_000;

/** The bytes of a file below the log's base address; throws where it cannot be had. */
export type FetchTile = (path: string) => Promise<Bytes>;

/** `tile/0/x001/x234/067`, with the width where it is not full. */
export function tilePath(level: number | "entries", index: number, width = WIDTH): string {
  const groups: string[] = [];
  for (let rest = index; rest > 0 || groups.length === 0; rest = Math.floor(rest / 1000))
    groups.unshift(`${groups.length > 0 ? "x" : ""}${String(rest % 1000).padStart(3, "0")}`);
  return `tile/${level}/${groups.join("/")}${width < WIDTH ? `.p/${width}` : ""}`;
}

export function fetchTilesFrom(base: string): FetchTile {
  return async (path) => {
    const response = await fetch(`${base.replace(/\/+$/, "")}/${path}`, {
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length > MAX_BYTES) throw new Error(`${path}: too long`);
    return bytes;
  };
}

/** The tiles of one published size. What they hold is not trusted: whoever asks compares with a signed root. */
export class Tiles {
  private readonly read = new Map<string, Promise<Bytes>>();

  constructor(
    private readonly fetchTile: FetchTile,
    private readonly size: number,
  ) {}

  /** The leaves of entry tile `tile`. */
  async entries(tile: number): Promise<Bytes[]> {
    const width = Math.min(WIDTH, this.size - tile * WIDTH);
    const leaves = splitEntries(await this.fetched(tilePath("entries", tile, width)));
    if (leaves.length !== width) throw new Error(`entry tile ${tile}: ${leaves.length} leaves, not ${width}`);
    return leaves;
  }

  /** Hash of the leaves `from` up to `to`, a subtree of RFC 6962's tree or the right edge of one. */
  async rangeHash(from: number, to: number): Promise<Bytes> {
    const split = splitOf(to - from);
    if (to - from === 1 || split * 2 === to - from) return this.complete(from, to - from);
    const halves = [this.rangeHash(from, from + split), this.rangeHash(from + split, to)] as const;
    return nodeHash(...(await Promise.all(halves)));
  }

  /** A complete subtree: 1, 2, 4 … 128 neighbouring hashes of one tile. */
  private async complete(from: number, count: number): Promise<Bytes> {
    let [level, span] = [0, 1];
    while (span * WIDTH <= count) {
      level += 1;
      span *= WIDTH;
    }
    const first = from / span;
    const tile = await this.tile(level, span, Math.floor(first / WIDTH));
    return rootOf(tile.slice(first % WIDTH, (first % WIDTH) + count / span));
  }

  private async tile(level: number, span: number, index: number): Promise<Bytes[]> {
    const width = Math.min(WIDTH, Math.floor(this.size / span) - index * WIDTH);
    const bytes = await this.fetched(tilePath(level, index, width));
    if (bytes.length !== width * HASH) throw new Error(`tile ${level}/${index}: ${bytes.length} bytes`);
    return Array.from({ length: width }, (_, n) => bytes.slice(n * HASH, (n + 1) * HASH));
  }

  private fetched(path: string): Promise<Bytes> {
    const known = this.read.get(path) ?? this.fetchTile(path);
    this.read.set(path, known);
    return known;
  }
}

/** Entry tiles are leaves with their lengths in two bytes before each. */
function splitEntries(bytes: Bytes): Bytes[] {
  const leaves: Bytes[] = [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length) throw new Error("entry tile: cut off");
    const end = at + 2 + view.getUint16(at);
    if (end > bytes.length) throw new Error("entry tile: cut off");
    leaves.push(bytes.slice(at + 2, end));
    at = end;
  }
  return leaves;
}

/** PROOF(size, D[size of the head]) of RFC 6962 §2.1.2, from tiles. */
export async function consistencyProof(tiles: Tiles, size: number, headSize: number): Promise<Bytes[]> {
  const proof: Promise<Bytes>[] = [];
  let [from, to, isWhole] = [0, headSize, true];
  while (size !== to) {
    const middle = from + splitOf(to - from);
    if (size <= middle) {
      proof.unshift(tiles.rangeHash(middle, to));
      to = middle;
    } else {
      proof.unshift(tiles.rangeHash(from, middle));
      [from, isWhole] = [middle, false];
    }
  }
  return Promise.all(isWhole ? proof : [tiles.rangeHash(from, to), ...proof]);
}

/** Whether `head` extends the `older` checkpoint, by a proof made from fetched tiles. */
export async function extendsByTiles(
  older: Checkpoint,
  head: Checkpoint,
  fetchTile: FetchTile,
): Promise<boolean> {
  const proof = await consistencyProof(new Tiles(fetchTile, head.size), older.size, head.size);
  return verifyConsistency(older.size, head.size, older.root, head.root, proof);
}

/**
 * The leaves from `start` (a multiple of 256) up to the head's size, fetched and shown to be those of the head: their
 * hashes and those of the rest of the tree make its root. Null where they do not.
 */
export async function authenticLeaves(
  head: Checkpoint,
  start: number,
  fetchTile: FetchTile,
): Promise<Bytes[] | null> {
  const tiles = new Tiles(fetchTile, head.size);
  const count = Math.ceil((head.size - start) / WIDTH);
  const numbers = Array.from({ length: count }, (_, n) => start / WIDTH + n);
  const leaves = (await Promise.all(numbers.map((number) => tiles.entries(number)))).flat();
  const hashes = leaves.map(leafHash);
  const hashOf = async (from: number, to: number): Promise<Bytes> => {
    if (to <= start) return tiles.rangeHash(from, to);
    if (from >= start) return rootOf(hashes.slice(from - start, to - start));
    const middle = from + splitOf(to - from);
    return nodeHash(await hashOf(from, middle), await hashOf(middle, to));
  };
  return equal(await hashOf(0, head.size), head.root) ? leaves : null;
}
