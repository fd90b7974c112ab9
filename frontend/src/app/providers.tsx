import createCache from "@emotion/cache";
import { CacheProvider } from "@emotion/react";
import CssBaseline from "@mui/material/CssBaseline";
import { ThemeProvider } from "@mui/material/styles";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { direction } from "@/lib/language/catalogue";
import { createQueryClient } from "./queryClient";
import { stylisPlugins } from "./theme/mirror";
import { themeOf } from "./theme/theme";

/** The theme for the direction of the reader's language. */
export const themeHere = () => themeOf(direction());

/** The server allows only styles with its nonce; emotion writes it on every style element. */
export function styleCache() {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.content;
  return createCache({ key: "tt", nonce: nonce || undefined, stylisPlugins: stylisPlugins() });
}

export function Providers({ children }: { children: ReactNode }) {
  const [cache] = useState(styleCache);
  const [theme] = useState(themeHere);
  const [queryClient] = useState(createQueryClient);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system">
        <CssBaseline />
        <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
      </ThemeProvider>
    </CacheProvider>
  );
}
