import Box from "@mui/material/Box";
import MuiLink from "@mui/material/Link";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { LEGAL } from "@/lib/legal";
import { LanguagePicker } from "./LanguagePicker";

export function Footer() {
  return (
    <Box component="footer" sx={{ borderTop: 1, borderColor: "divider", mt: 4 }}>
      <Box
        sx={{
          maxWidth: 1200,
          mx: "auto",
          px: { xs: 2, sm: 3 },
          py: 2,
          display: "flex",
          alignItems: "center",
          justifyContent: "space-between",
          flexWrap: "wrap",
          columnGap: 4,
          color: "text.secondary",
          fontSize: "0.875rem",
        }}
      >
        <Box component="span" sx={{ py: 1 }}>
          {t("TrustTrack by ReachHub. Local commerce that nobody has to take on trust.")}
        </Box>
        <Box
          component="nav"
          aria-label={t("Footer")}
          sx={{ display: "flex", flexWrap: "wrap", columnGap: 3 }}
        >
          <AppLink to="/ledger" sx={TAP}>
            {t("The log")}
          </AppLink>
          <AppLink to="/transparency" sx={TAP}>
            {t("Moderation")}
          </AppLink>
          <AppLink to="/verify" sx={TAP}>
            {t("Verify a proof")}
          </AppLink>
          {LEGAL().map(([title, path]) => (
            <MuiLink key={path} href={path} sx={TAP}>
              {title}
            </MuiLink>
          ))}
          <LanguagePicker />
        </Box>
      </Box>
    </Box>
  );
}
