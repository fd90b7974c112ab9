import { describe, expect, it } from "vitest";
import { type BundleJson, tell } from "./testing/story";
import { verifyBundle } from "./verify";

type Json = string | number | Json[] | { [name: string]: Json };
type Path = (string | number)[];

const { bundle, policy, chainId, now } = tell();
const options = { expectedChainId: chainId, now };

function paths(value: Json, path: Path = []): Path[] {
  if (typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([name, item]) =>
    paths(item, [...path, Array.isArray(value) ? Number(name) : name]),
  );
}

/** A copy of the bundle with one place changed; undefined takes it away. */
function changed(path: Path, change: (value: Json) => Json | undefined): string {
  const copy = structuredClone(bundle) as unknown as Json;
  const holder = path.slice(0, -1).reduce((at, name) => (at as Record<string, Json>)[name] as Json, copy);
  const last = path.at(-1) ?? "";
  const value = change((holder as Record<string, Json>)[last] as Json);
  if (value !== undefined) (holder as Record<string, Json>)[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete (holder as Record<string, Json>)[last];
  return JSON.stringify(copy);
}

/** Another letter in the middle, so that base64 stays base64. */
function flip(value: Json): Json {
  if (typeof value === "number") return value + 1;
  const text = String(value);
  const middle = Math.floor(text.length / 2);
  return text.slice(0, middle) + (text[middle] === "A" ? "B" : "A") + text.slice(middle + 1);
}

const SCALARS = paths(bundle as unknown as Json);
const verify = (text: string) => verifyBundle(text, policy, options);

describe("every value of a bundle", () => {
  it("is bound", async () => {
    expect((await verify(JSON.stringify(bundle))).ok).toBe(true);
    expect(SCALARS.length).toBeGreaterThan(60);
    for (const path of SCALARS) expect((await verify(changed(path, flip))).ok, path.join(".")).toBe(false);
  });

  it.each([null, true, 1.5, -1, 2 ** 53, "", [], {}])("is refused as %j", async (other) => {
    for (const path of SCALARS) {
      const report = await verify(changed(path, () => other as Json));
      expect(report.ok, `${path.join(".")} as ${JSON.stringify(other)}`).toBe(false);
    }
  });

  it("is needed", async () => {
    for (const path of SCALARS) {
      const { ok } = await verify(changed(path, () => undefined));
      expect(ok, path.join(".")).toBe(false);
    }
  });
});

/** Where something may be missing, that must be told, never passed over. */
describe("a list of a bundle", () => {
  const without = (change: (copy: BundleJson) => void): Promise<string[]> => {
    const copy = structuredClone(bundle);
    change(copy);
    return verify(JSON.stringify(copy)).then(({ verdicts }) =>
      verdicts.flatMap(({ status, property }) => (status === "proven" ? [] : [property])),
    );
  };

  it.each([0, 1, 2])("misses entry %i", async (n) =>
    expect(await without((copy) => copy.entries.splice(n, 1))).not.toEqual([]),
  );

  it("misses an anchor, which only widens the time", async () => {
    for (const n of bundle.anchors.keys())
      expect(await without((copy) => copy.anchors.splice(n, 1))).toEqual([]);
  });
});
