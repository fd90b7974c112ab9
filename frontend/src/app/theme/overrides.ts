import type { Components, Theme } from "@mui/material/styles";

const TOUCH_TARGET = 44;

/** What every screen shares: 44 px targets, one visible focus ring, quiet borders instead of shadows. */
export const overrides: Components<Theme> = {
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      html: { scrollPaddingTop: 88 },
      body: { WebkitFontSmoothing: "antialiased", fontFeatureSettings: '"cv11", "ss03"' },
      ":focus-visible": {
        outline: `3px solid ${(theme.vars ?? theme).palette.primary.main}`,
        outlineOffset: 2,
      },
      ":lang(ar) *": { letterSpacing: "0 !important" }, // its letters are joined
      // What points on points the other way where one reads from right to left
      ":dir(rtl) > :is(.lucide-chevron-right, .lucide-chevron-left, .lucide-arrow-right)": { scale: "-1 1" },
      "::selection": { background: (theme.vars ?? theme).palette.brandSoft.main },
      "@media (prefers-reduced-motion: reduce)": {
        "*, *::before, *::after": {
          animationDuration: "0.01ms !important",
          animationIterationCount: "1 !important",
          transitionDuration: "0.01ms !important",
          scrollBehavior: "auto !important",
        },
      },
    }),
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: { root: { fontFamily: "inherit" } },
  },
  MuiAlert: { styleOverrides: { root: { borderRadius: 12 } } },
  MuiTabs: { styleOverrides: { root: { minHeight: TOUCH_TARGET } } },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: { minHeight: TOUCH_TARGET, borderRadius: 12, paddingInline: 18, whiteSpace: "nowrap" },
      sizeLarge: { minHeight: 52, fontSize: "1.0625rem", borderRadius: 14 },
      sizeSmall: { paddingInline: 12 },
      contained: { border: "1px solid transparent" }, // seen where the system chooses the colours
      outlined: ({ theme }) => ({
        borderColor: (theme.vars ?? theme).palette.divider,
        color: (theme.vars ?? theme).palette.text.primary,
        "&:hover": { borderColor: (theme.vars ?? theme).palette.primary.main },
      }),
    },
  },
  MuiIconButton: { styleOverrides: { root: { minWidth: TOUCH_TARGET, minHeight: TOUCH_TARGET } } },
  MuiPaper: { defaultProps: { elevation: 0 }, styleOverrides: { root: { backgroundImage: "none" } } },
  MuiCard: {
    defaultProps: { variant: "outlined" },
    styleOverrides: {
      root: ({ theme }) => ({ borderRadius: 16, borderColor: (theme.vars ?? theme).palette.divider }),
    },
  },
  MuiDialog: { styleOverrides: { paper: { borderRadius: 20, margin: 16 } } },
  MuiMenuItem: { styleOverrides: { root: { minHeight: TOUCH_TARGET } } },
  MuiMenu: {
    styleOverrides: {
      paper: ({ theme }) => ({
        borderRadius: 14,
        border: `1px solid ${(theme.vars ?? theme).palette.divider}`,
        boxShadow: "0 12px 32px rgb(10 30 20 / 16%)",
      }),
    },
  },
  MuiOutlinedInput: {
    styleOverrides: {
      root: { borderRadius: 12, minHeight: TOUCH_TARGET },
      // Where one types has to be seen: three to one at least (WCAG 1.4.11)
      notchedOutline: ({ theme }) => ({ borderColor: (theme.vars ?? theme).palette.text.secondary }),
    },
  },
  MuiLink: { defaultProps: { underline: "hover" }, styleOverrides: { root: { fontWeight: 550 } } },
  MuiFormHelperText: { styleOverrides: { root: { marginInline: 2 } } },
  MuiSkeleton: { defaultProps: { animation: "wave" } },
  MuiTab: {
    styleOverrides: {
      root: {
        minHeight: TOUCH_TARGET,
        minWidth: 0,
        paddingInline: 14,
        textTransform: "none",
        fontWeight: 600,
      },
    },
  },
};
