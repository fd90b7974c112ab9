import Box from "@mui/material/Box";
import { WifiOff } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import { useOnline } from "@/lib/useOnline";

export function OfflineBanner() {
  if (useOnline()) return null;
  return (
    <Box
      role="status"
      sx={{
        display: "flex",
        gap: 1,
        alignItems: "center",
        justifyContent: "center",
        p: 1,
        bgcolor: "accentSoft.main",
        color: "accentSoft.contrastText",
        fontSize: "0.875rem",
        fontWeight: 600,
        textAlign: "center",
      }}
    >
      <WifiOff size={16} aria-hidden />
      {t("You are offline. What you see may be old; we reconnect by ourselves.")}
    </Box>
  );
}
