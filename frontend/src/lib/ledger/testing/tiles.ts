import type { FetchTile } from "../tiles";
import { sha256 } from "./crypto";
import { root } from "./tree";

const PATH = /^tile\/(entries|\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/;

/** Serves the tiles of a log as its server would, and tells which were asked for. */
export function serve(leaves: readonly string[], asked: string[] = []): FetchTile {
  const hashes = leaves.map((leaf) => sha256(Buffer.of(0), leaf));
  return async (path) => {
    asked.push(path);
    const [, kind = "", number = "", width = "256"] = PATH.exec(path) ?? [];
    const from = Number(number.replaceAll(/[x/]/g, "")) * 256;
    const indexes = Array.from({ length: Number(width) }, (_, n) => from + n);
    const parts =
      kind === "entries" ? indexes.map((n) => entry(leaves[n])) : indexes.map(hashAt(hashes, Number(kind)));
    return Uint8Array.from(Buffer.concat(parts));
  };
}

function entry(leaf: string | undefined): Buffer {
  if (leaf === undefined) throw new Error("404");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(Buffer.byteLength(leaf));
  return Buffer.concat([length, Buffer.from(leaf)]);
}

const hashAt =
  (hashes: readonly Buffer[], level: number) =>
  (index: number): Buffer => {
    const span = 256 ** level;
    const below = hashes.slice(index * span, (index + 1) * span);
    if (below.length < span) throw new Error("404");
    return root(below);
  };
