import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const SOURCE = join(process.cwd(), "src");
const FILES = readdirSync(SOURCE, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$|^(mocks|test)\/|\/testing\//.test(path));

/** The last table of docs/words.md: what is never said to people. */
function never(): RegExp {
  const guide = readFileSync(join(process.cwd(), "../docs/words.md"), "utf8");
  const rows = guide.split("| never | because |")[1]?.match(/^\| `[^|]+(?=\|)/gm) ?? [];
  const words = rows.flatMap((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, word]) => String(word)));
  const either = words.map((word) => word.replaceAll(".", "\\.")).join("|");
  return new RegExp(`(?<![\\w-])(?:${either})(?![\\w-])`, "i");
}

/** The sentences of a file: text between elements, and strings of more than one word. */
function sentences(path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) || ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) found.push(node.text);
    else if (ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(join(SOURCE, path), "utf8"), ts.ScriptTarget.Latest, true));
  return found.map((text) => text.replaceAll(/\s+/g, " ").trim()).filter((text) => text.includes(" "));
}

it("no page blames anybody or speaks jargon (docs/words.md)", () => {
  const words = never();
  expect(words.test("Oops, an error occurred.")).toBe(true);
  expect(words.test("Sign in, out of bounds. The log.")).toBe(false);
  const said = FILES.flatMap((path) => sentences(path).map((text) => `${path}: ${text}`));
  expect(said.length).toBeGreaterThan(1_000);
  expect(said.filter((line) => words.test(line.slice(line.indexOf(": "))))).toEqual([]);
});
