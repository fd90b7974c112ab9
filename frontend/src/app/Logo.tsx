import Box from "@mui/material/Box";
import { Link } from "react-router";
import { t } from "@/lib/language/catalogue";

export function Logo() {
  return (
    <Box
      component={Link}
      to="/"
      aria-label={t("TrustTrack, start")}
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 1.25,
        minHeight: 44,
        minWidth: 44,
        color: "text.primary",
        textDecoration: "none",
        fontWeight: 750,
        fontSize: "1.125rem",
        letterSpacing: "-0.02em",
      }}
    >
      <svg width="32" height="32" viewBox="0 0 64 64" aria-hidden="true">
        <rect width="64" height="64" rx="18" fill="#27AE60" />
        <path
          d="M18 33.5 28 43l19-21"
          fill="none"
          stroke="#fff"
          strokeWidth="7"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="47" cy="22" r="5.5" fill="#E3AD4D" />
      </svg>
      <Box component="span" sx={{ display: { xs: "none", sm: "inline" } }}>
        TrustTrack
      </Box>
    </Box>
  );
}
