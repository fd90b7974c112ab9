import { expect, it } from "vitest";
import { filesIn, latinFontIn, outdated } from "./shell";

it("finds the files that a page names, each once, and only ours", () => {
  const html = `<script src="/static/assets/a.js"></script><link href="/static/assets/b.css"><link href="/v/shop">
    <link rel="modulepreload" href="/static/assets/a.js"><script src="https://elsewhere.example/static/x.js"></script>
    <link rel="manifest" href="/static/manifest.webmanifest">`;
  expect(filesIn(html)).toEqual(["/static/assets/a.js", "/static/assets/b.css"]);
});

it("keeps one font, for Latin letters", () => {
  const css =
    "src:url(/static/assets/inter-latin-ext-wght-normal-A.woff2)src:url(/static/assets/inter-latin-wght-normal-B.woff2)";
  expect(latinFontIn(css)).toEqual(["/static/assets/inter-latin-wght-normal-B.woff2"]);
});

it("deletes the caches of other releases and nobody else's", () => {
  expect(outdated(["trusttrack-shell-1", "trusttrack-shell-2", "else"], "2")).toEqual(["trusttrack-shell-1"]);
});
