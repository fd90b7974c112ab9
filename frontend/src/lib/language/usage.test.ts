import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, it } from "vitest";

const SOURCE = join(process.cwd(), "src");
const SAYS = new Set(["t", "plural", "rich", "cut"]);

/** The calls that say something while their file is loaded: the words of the reader's language are not there yet. */
function tooEarly(path: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(
    path,
    readFileSync(join(SOURCE, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
  );
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node) && SAYS.has(node.expression.getText()))
      found.push(`${path}: ${node.getText()}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it("nothing is said before the language is there", () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$/.test(path),
  );
  expect(files.flatMap((path) => tooEarly(path.replaceAll("\\", "/")))).toEqual([]);
});
