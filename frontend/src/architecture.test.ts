import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const SOURCE = join(process.cwd(), "src");
const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^(mocks|test)\//.test(path));

/** app → features → components, lib, api. What a layer may import besides itself. */
const MAY: Record<string, string[]> = {
  app: ["features", "components", "lib", "api"],
  features: ["components", "lib", "api"],
  components: ["lib", "api"],
  api: ["lib"],
  lib: [],
};

function importsOf(path: string): string[] {
  const text = readFileSync(join(SOURCE, path), "utf8");
  const folder = path.split("/").slice(0, -1);
  return [...text.matchAll(/(?:from|import\()\s*"(@\/|\.{1,2}\/)([^"]+)"/g)].map(([, start, rest]) =>
    start === "@/" ? String(rest) : join(...folder, String(start), String(rest)),
  );
}

const room = (path: string): string => path.split("/").slice(0, 2).join("/");
const layer = (path: string): string => path.split("/")[0] ?? "";

describe("imports go one way", () => {
  it.each(FILES.filter((path) => layer(path) in MAY))("%s", (path) => {
    for (const imported of importsOf(path)) {
      const [from, to] = [layer(path), layer(imported)];
      if (from === to) {
        if (from === "features")
          expect(room(imported), `${path} reaches into another feature`).toBe(room(path));
        continue;
      }
      expect(MAY[from], `${path} imports ${imported}`).toContain(to);
    }
  });
});

it("no component file grows beyond what can be read at a glance", () => {
  const long = FILES.filter((path) => path.endsWith(".tsx")).filter(
    (path) => readFileSync(join(SOURCE, path), "utf8").split("\n").length > 200,
  );
  expect(long).toEqual([]);
});
