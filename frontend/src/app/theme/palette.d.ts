import type {} from "@mui/material/styles";

interface Quiet {
  main: string;
  contrastText: string;
}

declare module "@mui/material/styles" {
  interface Palette {
    brandSoft: Quiet;
    accentSoft: Quiet;
    errorSoft: Quiet;
    infoSoft: Quiet;
    neutralSoft: Quiet;
    brand: Quiet;
  }
  interface PaletteOptions {
    brandSoft?: Quiet;
    accentSoft?: Quiet;
    errorSoft?: Quiet;
    infoSoft?: Quiet;
    neutralSoft?: Quiet;
    brand?: Quiet;
  }
}
