import { createHash } from "node:crypto";
import { join } from "node:path";
import { build, type Rolldown } from "vite";
import { expect, it } from "vitest";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("base64");

async function page(): Promise<string> {
  const configFile = join(process.cwd(), "verifier/vite.config.ts");
  const built = await build({ configFile, logLevel: "warn", mode: "production", build: { write: false } });
  if (Array.isArray(built) || !("output" in built)) throw new Error("one output expected");
  const files: (Rolldown.OutputAsset | Rolldown.OutputChunk)[] = built.output;
  expect(files.map(({ fileName }) => fileName)).toEqual(["verifier.html"]);
  return files.map((file) => (file.type === "asset" ? String(file.source) : "")).join("");
}

it("is one file that asks for nothing, allows only its own script, and is the same each time", async () => {
  const html = await page();
  const [, script = ""] = /<script type="module">([\s\S]*)<\/script>/.exec(html) ?? [];
  const [, style = ""] = /<style>([\s\S]*)<\/style>/.exec(html) ?? [];
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  expect(policy).toBe(
    `default-src 'none'; script-src 'sha256-${sha256(script)}'; style-src 'sha256-${sha256(style)}'; base-uri 'none'; form-action 'none'`,
  );
  expect(script.length).toBeGreaterThan(10_000);
  expect(html.replace(script, "")).not.toMatch(/\s(src|href)=|<script(?! type="module">)|@import|url\(/);
  expect(html).not.toContain(process.cwd());
  expect(sha256(await page())).toBe(sha256(html));
});
