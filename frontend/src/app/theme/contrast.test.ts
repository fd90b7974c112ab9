import { describe, expect, it } from "vitest";
import { BRAND_GREEN, DARK, LIGHT, type SchemeTokens } from "./tokens";

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

/** WCAG 2.2 AA for text of any size. */
const AA_TEXT = 4.5;

const pairs = (t: SchemeTokens): [string, string, string][] => [
  ["text on background", t.text, t.background],
  ["text on surface", t.text, t.surface],
  ["muted text on background", t.textMuted, t.background],
  ["muted text on surface", t.textMuted, t.surface],
  ["muted text on quiet ground", t.textMuted, t.neutralSoft],
  ["green text on background", t.primary, t.background],
  ["green text on surface", t.primary, t.surface],
  ["button", t.onPrimary, t.primary],
  ["button under the pointer", t.onPrimary, t.primaryHover],
  ["quiet green", t.onBrandSoft, t.brandSoft],
  ["text on quiet green", t.text, t.brandSoft],
  ["muted text on quiet green", t.textMuted, t.brandSoft],
  ["amber", t.onAccent, t.accent],
  ["quiet amber", t.onAccentSoft, t.accentSoft],
  ["quiet amber words on surface", t.onAccentSoft, t.surface],
  ["error text", t.error, t.surface],
  ["error button", t.onError, t.error],
  ["quiet error", t.onErrorSoft, t.errorSoft],
  ["quiet info", t.onInfoSoft, t.infoSoft],
  ["undo bar", t.background, t.text],
];

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
])("the %s scheme", (_, tokens) => {
  it.each(pairs(tokens))("%s can be read", (_name, foreground, background) => {
    expect(contrast(foreground, background)).toBeGreaterThanOrEqual(AA_TEXT);
  });
});

it("knows why the brand green carries no white text", () => {
  expect(contrast("#FFFFFF", BRAND_GREEN)).toBeLessThan(3);
});
