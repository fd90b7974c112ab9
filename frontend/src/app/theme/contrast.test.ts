import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BRAND_AMBER, BRAND_GREEN, DARK, LIGHT, type SchemeTokens } from "./tokens";

type Token = keyof SchemeTokens;

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** WCAG 2.2 AA: text of any size (1.4.3), and what has to be seen of drawings and controls (1.4.11). */
const TEXT = 4.5;
const DRAWN = 3;

const GROUNDS: Token[] = [
  "background",
  "surface",
  "neutralSoft",
  "brandSoft",
  "accentSoft",
  "errorSoft",
  "infoSoft",
];
/** Text in any of these may stand on any ground, so that nobody has to know which go together. */
const INKS: Token[] = [
  "text",
  "textMuted",
  "primary",
  "onBrandSoft",
  "onAccentSoft",
  "error",
  "onErrorSoft",
  "info",
  "onInfoSoft",
];
/** Filled: each with what is written on it. */
const FILLED: [on: Token, fill: Token][] = [
  ["onPrimary", "primary"],
  ["onPrimary", "primaryHover"],
  ["onBrand", "brand"],
  ["onAccent", "accent"],
  ["onError", "error"],
  ["background", "text"],
];
/** Drawn: dots and bars, outlines of fields (in the muted text's colour), the ring around what has the focus. */
const DRAWINGS: [drawing: Token, on: Token[]][] = [
  ["brand", ["background", "surface", "neutralSoft", "brandSoft"]],
  ["primaryHover", GROUNDS],
];
/** Carry nothing by themselves: words or figures beside them say the same (stars, "Reconnecting"), or they part what is apart anyway. */
const DECORATION: Token[] = ["divider", "accent"];

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("the %s scheme", (_, tokens) => {
  const every = INKS.flatMap((ink) => GROUNDS.map((ground): [Token, Token] => [ink, ground]));
  it.each([...every, ...FILLED])("%s can be read on %s", (ink, ground) => {
    expect(contrast(tokens[ink], tokens[ground])).toBeGreaterThanOrEqual(TEXT);
  });

  it.each(DRAWINGS)("%s is seen", (drawing, on) => {
    for (const ground of on)
      expect(contrast(tokens[drawing], tokens[ground]), ground).toBeGreaterThanOrEqual(DRAWN);
  });

  it("has no colour that nobody has measured", () => {
    const measured = [
      ...GROUNDS,
      ...INKS,
      ...FILLED.flat(),
      ...DRAWINGS.map(([name]) => name),
      ...DECORATION,
    ];
    expect(Object.keys(tokens).filter((name) => !measured.includes(name as Token))).toEqual([]);
  });
});

const read = (path: string): string => readFileSync(join(process.cwd(), path), "utf8");
const templates = "../common/templates/common";

it("pages that the server draws by itself have the theme's colours", () => {
  const page = read(`${templates}/page.html`);
  const token = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const blocks = [...page.matchAll(/--tt-[^}]+color-scheme: (light|dark)/g)];
  expect(blocks.map(([, scheme]) => scheme)).toEqual(["light", "dark", "dark"]);
  for (const [block, scheme] of blocks)
    for (const [, name, colour] of block.matchAll(/--tt-([a-z-]+): (#\w+)/g))
      expect(colour, `${name}, ${scheme}`).toBe(
        (scheme === "light" ? LIGHT : DARK)[token(String(name)) as Token],
      );
});

it("mails have the theme's colours", () => {
  const known = new Set([...Object.values(LIGHT), ...Object.values(DARK), BRAND_GREEN, BRAND_AMBER]);
  const used = ["letter.html", "letter_block.html"].flatMap(
    (name) => read(`${templates}/${name}`).match(/#[0-9A-Fa-f]{6}\b/g) ?? [],
  );
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((colour) => !known.has(colour.toUpperCase()))).toEqual([]);
});

it("knows why the brand green carries no white text", () => {
  expect(contrast("#FFFFFF", BRAND_GREEN)).toBeLessThan(DRAWN);
});
