import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** Written into the page, so that it holds wherever the file is opened. */
const policyFor = (script: string, style: string): string =>
  `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; base-uri 'none'; form-action 'none'`;

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const SCRIPT = /<script type="module"[^>]*src="[^"]*"[^>]*><\/script>/;
const STYLE = /<link rel="stylesheet"[^>]*>/;

/** Puts the script and the style of a page into its HTML, and the hashes of both into its content security policy. */
export function singleFile(): Plugin {
  return {
    name: "single-file",
    enforce: "post",
    generateBundle(_, files) {
      const outputs = Object.values(files);
      const page = outputs.find((file) => file.fileName.endsWith(".html"));
      const scripts = outputs.filter((file) => file.type === "chunk");
      const styles = outputs.filter((file) => file.fileName.endsWith(".css"));
      const [script, style] = [scripts[0], styles[0]];
      if (
        outputs.length !== 3 ||
        page?.type !== "asset" ||
        script?.type !== "chunk" ||
        style?.type !== "asset"
      )
        this.error(`expected one page, one script and one style, not ${Object.keys(files).join(", ")}`);
      const [code, css] = [script.code.trim(), String(style.source).trim()];
      if (/<\/script|<!--/i.test(code) || /<\/style/i.test(css)) this.error("the page would end too early");
      page.source = String(page.source)
        .replace(SCRIPT, "")
        .replace(STYLE, () => `<style>${css}</style>`)
        .replace("</body>", () => `<script type="module">${code}</script>\n  </body>`)
        .replace(
          "<!--policy-->",
          () => `<meta http-equiv="Content-Security-Policy" content="${policyFor(code, css)}">`,
        );
      for (const file of [script, style]) delete files[file.fileName];
    },
  };
}
