/** The colours of both schemes. The theme is made from them and the contrast test reads them. */
export const BRAND_GREEN = "#27AE60";
export const BRAND_AMBER = "#E3AD4D";

export interface SchemeTokens {
  background: string;
  surface: string;
  text: string;
  textMuted: string;
  divider: string;
  /** Text and filled buttons in green: the brand green itself fails contrast on white. */
  primary: string;
  onPrimary: string;
  primaryHover: string;
  /** Quiet green panels and the text on them. */
  brandSoft: string;
  onBrandSoft: string;
  /** The green of dots, bars and other drawings: the brand green, darker where it would be lost on white. */
  brand: string;
  onBrand: string;
  accent: string;
  onAccent: string;
  accentSoft: string;
  onAccentSoft: string;
  error: string;
  onError: string;
  errorSoft: string;
  onErrorSoft: string;
  info: string;
  infoSoft: string;
  onInfoSoft: string;
  neutralSoft: string;
}

export const LIGHT: SchemeTokens = {
  background: "#F8FAF8",
  surface: "#FFFFFF",
  text: "#0F1F17",
  textMuted: "#52635A",
  divider: "#E1E8E3",
  primary: "#1B7A43",
  onPrimary: "#FFFFFF",
  primaryHover: "#135C32",
  brandSoft: "#E6F5EC",
  onBrandSoft: "#135C32",
  brand: "#1F9D55",
  onBrand: "#06210F",
  accent: BRAND_AMBER,
  onAccent: "#1F1608",
  accentSoft: "#FCF3DF",
  onAccentSoft: "#6F4800",
  error: "#B3261E",
  onError: "#FFFFFF",
  errorSoft: "#FCEBE9",
  onErrorSoft: "#8C1D18",
  info: "#1F5FA8",
  infoSoft: "#E7F0FA",
  onInfoSoft: "#184B85",
  neutralSoft: "#EEF2EF",
};

export const DARK: SchemeTokens = {
  background: "#0D1512",
  surface: "#14201A",
  text: "#EAF2ED",
  textMuted: "#A3B5AB",
  divider: "#26352D",
  primary: "#52D08A",
  onPrimary: "#06210F",
  primaryHover: "#7BE0A8",
  brandSoft: "#163625",
  onBrandSoft: "#9FE9C0",
  brand: BRAND_GREEN,
  onBrand: "#06210F",
  accent: BRAND_AMBER,
  onAccent: "#1F1608",
  accentSoft: "#3A2D12",
  onAccentSoft: "#F5D38F",
  error: "#FF8A80",
  onError: "#3B0906",
  errorSoft: "#3F1917",
  onErrorSoft: "#FFB4AB",
  info: "#8FC1F5",
  infoSoft: "#172B40",
  onInfoSoft: "#B5D7FA",
  neutralSoft: "#1E2C25",
};
