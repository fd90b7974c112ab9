import { CacheProvider } from "@emotion/react";
import { ThemeProvider } from "@mui/material/styles";
import { type ReactNode, useState } from "react";
import { type Navigator, Router, type To } from "react-router";
import { styleCache, themeHere } from "../providers";

const href = (to: To): string =>
  typeof to === "string" ? to : `${to.pathname ?? ""}${to.search ?? ""}${to.hash ?? ""}`;

/** The tracking page is a web app of its own: links of the other one lead there by a full load. */
const leaving: Navigator = {
  createHref: href,
  push: (to) => location.assign(href(to)),
  replace: (to) => location.replace(href(to)),
  go: (steps) => history.go(steps),
};

/** What the component library draws on a page that does without it: fetched when it is first needed. */
export function Island({ children }: { children: ReactNode }) {
  const [cache] = useState(styleCache);
  const [theme] = useState(themeHere);
  return (
    <CacheProvider value={cache}>
      <ThemeProvider theme={theme} defaultMode="system">
        <Router location={location.pathname} navigator={leaving}>
          {children}
        </Router>
      </ThemeProvider>
    </CacheProvider>
  );
}
