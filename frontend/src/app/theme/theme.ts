import { createTheme, type PaletteOptions } from "@mui/material/styles";
import { overrides } from "./overrides";
import { DARK, LIGHT, type SchemeTokens } from "./tokens";

function palette(tokens: SchemeTokens): PaletteOptions {
  return {
    primary: { main: tokens.primary, dark: tokens.primaryHover, contrastText: tokens.onPrimary },
    secondary: { main: tokens.accent, contrastText: tokens.onAccent },
    error: { main: tokens.error, contrastText: tokens.onError },
    info: { main: tokens.info },
    success: { main: tokens.primary, contrastText: tokens.onPrimary },
    warning: { main: tokens.accent, contrastText: tokens.onAccent },
    background: { default: tokens.background, paper: tokens.surface },
    text: { primary: tokens.text, secondary: tokens.textMuted },
    divider: tokens.divider,
    brand: { main: tokens.brand, contrastText: tokens.onBrand },
    brandSoft: { main: tokens.brandSoft, contrastText: tokens.onBrandSoft },
    accentSoft: { main: tokens.accentSoft, contrastText: tokens.onAccentSoft },
    errorSoft: { main: tokens.errorSoft, contrastText: tokens.onErrorSoft },
    infoSoft: { main: tokens.infoSoft, contrastText: tokens.onInfoSoft },
    neutralSoft: { main: tokens.neutralSoft, contrastText: tokens.textMuted },
  };
}

const heading = { fontWeight: 700, letterSpacing: "-0.02em", lineHeight: 1.15 };

export const themeOf = (direction: "ltr" | "rtl") =>
  createTheme({
    direction,
    cssVariables: { colorSchemeSelector: "data-color-scheme" },
    colorSchemes: { light: { palette: palette(LIGHT) }, dark: { palette: palette(DARK) } },
    // One step is 4 px: `borderRadius: 3` in `sx` is 12 px, a control; 4 is 16 px, a card.
    shape: { borderRadius: 4 },
    typography: {
      fontFamily: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
      h1: { ...heading, fontSize: "clamp(1.875rem, 1.4rem + 2.2vw, 3rem)", letterSpacing: "-0.03em" },
      h2: { ...heading, fontSize: "clamp(1.375rem, 1.2rem + 0.8vw, 1.75rem)" },
      h3: { ...heading, fontSize: "1.125rem", letterSpacing: "-0.01em", lineHeight: 1.3 },
      h4: { ...heading, fontSize: "1rem", letterSpacing: "-0.005em", lineHeight: 1.35, fontWeight: 650 },
      body1: { lineHeight: 1.6 },
      body2: { lineHeight: 1.5 },
      button: { textTransform: "none", fontWeight: 600, letterSpacing: 0 },
    },
    components: overrides,
  });
