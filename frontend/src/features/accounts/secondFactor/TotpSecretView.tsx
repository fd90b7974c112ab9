import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { QRCodeSVG } from "qrcode.react";
import type { TotpSecret } from "@/api/allauth";
import { CopyButton } from "@/components/CopyButton";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";

/** "ABCD EFGH …": easier to type from a screen. */
const inFours = (secret: string): string => secret.replace(/(.{4})(?=.)/g, "$1 ");

export function TotpSecretView({ secret: { secret, totp_url } }: { secret: TotpSecret }) {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {t(
          "Scan this with an app such as Google Authenticator, Aegis or 1Password. Then enter the six digits that it shows.",
        )}
      </Typography>
      <Box sx={{ justifySelf: "center", p: 1.5, bgcolor: "#fff", borderRadius: 4, lineHeight: 0 }}>
        <QRCodeSVG
          value={totp_url}
          size={176}
          level="M"
          role="img"
          aria-label={t("QR code for the authenticator app")}
          title={t("QR code for the authenticator app")}
        />
      </Box>
      <Link href={totp_url} sx={{ ...TAP, justifySelf: "center", my: -1 }}>
        {t("Open in an app on this device")}
      </Link>
      <Box sx={{ display: "flex", alignItems: "center", gap: 1 }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {t("Or enter this key by hand")}
          </Typography>
          <Box
            component="code"
            data-testid="totp-key"
            sx={{ fontSize: "0.9375rem", overflowWrap: "anywhere", letterSpacing: "0.04em" }}
          >
            {inFours(secret)}
          </Box>
        </Box>
        <CopyButton text={secret} what={t("the key")} />
      </Box>
    </Box>
  );
}
