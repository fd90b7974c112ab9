import { afterEach, describe, expect, it, vi } from "vitest";
import { sha256 } from "./testing/crypto";
import { serve } from "./testing/tiles";
import { consistency, root } from "./testing/tree";
import { authenticLeaves, consistencyProof, extendsByTiles, fetchTilesFrom, Tiles, tilePath } from "./tiles";

const leaves = Array.from({ length: 1100 }, (_, n) => `leaf ${n}`);
const hashes = leaves.map((leaf) => sha256(Buffer.of(0), leaf));
const checkpoint = (size: number) => ({
  origin: "log.test",
  size,
  root: Uint8Array.from(root(hashes.slice(0, size))),
});

it.each([
  [tilePath(0, 0), "tile/0/000"],
  [tilePath(1, 67), "tile/1/067"],
  [tilePath("entries", 1234067), "tile/entries/x001/x234/067"],
  [tilePath(0, 1000, 3), "tile/0/x001/000.p/3"],
  [tilePath(6, 2 ** 45), "tile/6/x035/x184/x372/x088/832"],
])("path %s", (path, expected) => expect(path).toBe(expected));

describe("consistency from tiles", () => {
  const sizes = [1, 2, 3, 4, 7, 8, 255, 256, 257, 300, 511, 512, 513, 768, 1000, 1024, 1025, 1100];
  const pairs = sizes.flatMap((second) =>
    sizes.filter((first) => first <= second).map((first) => [first, second]),
  );

  it("has the hashes of RFC 6962", async () => {
    const fetchTile = serve(leaves);
    for (const [first = 0, second = 0] of pairs) {
      const proof = await consistencyProof(new Tiles(fetchTile, second), first, second);
      const expected = consistency(first, hashes.slice(0, second)).map((hash) => Uint8Array.from(hash));
      expect(proof, `${first} to ${second}`).toEqual(expected);
    }
  });

  it("shows that a log was only added to", async () => {
    expect(await extendsByTiles(checkpoint(300), checkpoint(1100), serve(leaves))).toBe(true);
    const rewritten = serve(leaves.with(7, "another"));
    expect(await extendsByTiles(checkpoint(300), checkpoint(1100), rewritten)).toBe(false);
    const other = { ...checkpoint(300), root: checkpoint(301).root };
    expect(await extendsByTiles(other, checkpoint(1100), serve(leaves))).toBe(false);
  });

  it("asks for each tile once", async () => {
    const asked: string[] = [];
    await extendsByTiles(checkpoint(300), checkpoint(1100), serve(leaves, asked));
    expect(asked.sort()).toEqual(["tile/0/001", "tile/0/004.p/76", "tile/1/000.p/4"]);
  });

  it("reads the third level of a large log", async () => {
    const many = Array.from({ length: 65_536 + 300 }, (_, n) => `${n}`);
    const asked: string[] = [];
    const proof = await consistencyProof(new Tiles(serve(many, asked), many.length), 65_536, many.length);
    expect(asked.sort()).toEqual(["tile/0/257.p/44", "tile/1/001.p/1"]);
    expect(proof).toHaveLength(1);
    await new Tiles(serve(many, asked), many.length).rangeHash(0, many.length);
    expect(asked).toContain("tile/2/000.p/1");
  });
});

describe("leaves of a head", () => {
  it("are taken only where they make its root", async () => {
    const found = await authenticLeaves(checkpoint(1100), 768, serve(leaves));
    expect(found?.map((leaf) => new TextDecoder().decode(leaf))).toEqual(leaves.slice(768));
    expect(await authenticLeaves(checkpoint(1100), 768, serve(leaves.with(1099, "x")))).toBeNull();
    expect(await authenticLeaves(checkpoint(1100), 768, serve(leaves.with(0, "x")))).toBeNull();
  });

  it.each([
    ["short", new Uint8Array([0])],
    ["cut off", new Uint8Array([0, 9, 1])],
    ["too few", new Uint8Array([0, 0])],
  ])("are refused where a tile is %s", async (_, tile) => {
    const broken = async (path: string) => (path.includes("entries") ? tile : serve(leaves)(path));
    await expect(authenticLeaves(checkpoint(300), 256, broken)).rejects.toThrow("entry tile");
  });
});

describe("fetching", () => {
  afterEach(() => vi.unstubAllGlobals());
  const answer = (response: Response): ReturnType<typeof vi.fn> => {
    const fetching = vi.fn(async () => response);
    vi.stubGlobal("fetch", fetching);
    return fetching;
  };

  it("asks below the log's address, without cookies", async () => {
    const fetching = answer(new Response(new Uint8Array([1, 2])));
    expect(await fetchTilesFrom("https://log.test/log/v1/")("tile/0/000")).toEqual(new Uint8Array([1, 2]));
    expect(fetching).toHaveBeenCalledWith(
      "https://log.test/log/v1/tile/0/000",
      expect.objectContaining({ credentials: "omit" }),
    );
  });

  it("fails where there is no such tile", async () => {
    answer(new Response("", { status: 404 }));
    await expect(fetchTilesFrom("/log/v1")("tile/0/000")).rejects.toThrow("404");
  });
});
