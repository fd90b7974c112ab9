import { describe, expect, it } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64";
import { utf8 } from "./bytes";
import { parseCheckpoint, parseNote } from "./checkpoints";
import { defaultSignatureCheck } from "./ed25519";
import {
  chainIdOf,
  entryCommitment,
  fieldCommitment,
  leafHash,
  nodeHash,
  publicChainKey,
  slotOf,
} from "./hashes";
import { jcs } from "./jcs";
import { verifyConsistency, verifyInclusion } from "./merkle";
import { openCheckpoint } from "./notes";
import { parsePolicy } from "./policy";
import { parseLeaf, parsePayload } from "./reading";
import { vectorFiles, vectorJson, vectorText } from "./testing/vectors";

const bytes = (text: string): Uint8Array<ArrayBuffer> => {
  const encoded = utf8(text);
  if (!encoded) throw new Error("no UTF-8 form");
  return encoded;
};
const decoded = (text: string | null): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(text ?? "", "base64"));

describe("golden vectors of the formats", () => {
  interface Golden {
    K: string;
    chain_id: string;
    slots: string[];
    public_chain_key: { name: string; K: string };
    entries: {
      open: Record<string, { salt: string; value: string }>;
      payload: string;
      salt: string;
      leaf: string;
      leaf_hash: string;
    }[];
    checkpoint: { vkey: string; witness_vkey: string; note: string };
  }
  const golden = vectorJson<Golden>("ledger-vectors.json");
  const key = Uint8Array.from(Buffer.from(golden.K, "hex"));

  it("derives chain id, slots and the key of a public chain", () => {
    expect(encodeBase64(chainIdOf(key))).toBe(golden.chain_id);
    expect(golden.slots.map((_, seq) => encodeBase64(slotOf(key, seq)))).toEqual(golden.slots);
    expect(encodeBase64(publicChainKey(golden.public_chain_key.name))).toBe(golden.public_chain_key.K);
  });

  it.each(golden.entries)("reads and commits to entry %#", (entry) => {
    const [leaf, payload] = [parseLeaf(entry.leaf), parsePayload(entry.payload)];
    expect(jcs(JSON.parse(entry.leaf))).toBe(entry.leaf);
    expect(jcs(JSON.parse(entry.payload))).toBe(entry.payload);
    expect(encodeBase64(leafHash(bytes(entry.leaf)))).toBe(entry.leaf_hash);
    expect(leaf?.commit).toEqual(entryCommitment(decoded(entry.salt), bytes(entry.payload)));
    for (const [name, { salt, value }] of Object.entries(entry.open))
      expect(payload?.fields.get(name)).toEqual(fieldCommitment(decoded(salt), bytes(name), bytes(value)));
  });

  it("opens the checkpoint under its policy", async () => {
    const { vkey, witness_vkey, note } = golden.checkpoint;
    const policy = parsePolicy(`log ${vkey}\nwitness w ${witness_vkey}\nquorum w\n`);
    if (!policy) throw new Error("no policy");
    const opened = await openCheckpoint(
      note,
      "log.trusttrack.example/2026a",
      policy,
      await defaultSignatureCheck(),
    );
    const [first, second] = golden.entries.map(({ leaf_hash }) => decoded(leaf_hash));
    if (!first || !second) throw new Error("two entries expected");
    expect(opened).toMatchObject({ size: 2, root: nodeHash(first, second), time: 0x6a64fe55 });
    expect(parseCheckpoint(parseNote(note)?.text ?? "")?.size).toBe(2);
  });
});

describe("RFC 6962 proofs of transparency-dev/merkle", () => {
  interface Case {
    desc: string;
    wantErr: boolean;
    proof: string[] | null;
    leafIdx: number;
    treeSize: number;
    leafHash: string;
    root: string;
    size1: number;
    size2: number;
    root1: string;
    root2: string;
  }
  const cases = (folder: string): [string, Case][] =>
    vectorFiles(`rfc6962/${folder}`).map((path) => [path, vectorJson<Case>(path)]);
  const [inclusion, consistency] = [cases("inclusion"), cases("consistency")];

  it("has all of them", () => expect(inclusion.length + consistency.length).toBe(196));

  it.each(inclusion)("%s", (_, { leafIdx, treeSize, leafHash: leaf, proof, root, wantErr }) => {
    const hashes = (proof ?? []).map(decoded);
    expect(verifyInclusion(leafIdx, treeSize, decoded(leaf), hashes, decoded(root))).toBe(!wantErr);
  });

  it.each(consistency)("%s", (_, { size1, size2, root1, root2, proof, wantErr }) => {
    const hashes = (proof ?? []).map(decoded);
    expect(verifyConsistency(size1, size2, decoded(root1), decoded(root2), hashes)).toBe(!wantErr);
  });
});

describe("RFC 8785 pairs", () => {
  it.each(vectorFiles("jcs/input"))("%s", (path) => {
    const written = jcs(JSON.parse(vectorText(path)));
    expect(written).toBe(vectorText(path.replace("input", "output")));
  });

  it("knows canonical base64 in all of them", () => {
    const { entries } = vectorJson<{ entries: { leaf_hash: string }[] }>("ledger-vectors.json");
    for (const { leaf_hash } of entries) expect(decodeBase64(leaf_hash, 32)).toEqual(decoded(leaf_hash));
  });
});
