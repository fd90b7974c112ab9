import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { Check, Copy, ExternalLink, Share2 } from "lucide-react";
import { QRCodeSVG } from "qrcode.react";
import { t } from "@/lib/language/catalogue";
import { useCopy } from "@/lib/useCopy";
import { VISUALLY_HIDDEN } from "./hidden";

interface Props {
  url: string;
  title: string;
}

/** The tracking link: open, copy, share, or scan from another screen. */
export function ShareLink({ url, title }: Props) {
  const { copied, copy } = useCopy(url);
  const path = new URL(url, location.origin).pathname;
  return (
    <Box
      sx={{
        display: "flex",
        gap: 2.5,
        alignItems: "center",
        flexDirection: { xs: "column-reverse", sm: "row" },
      }}
    >
      <Box
        sx={{ p: 1.5, borderRadius: 3, bgcolor: "#fff", border: 1, borderColor: "divider", lineHeight: 0 }}
      >
        <QRCodeSVG
          value={url}
          size={124}
          title={t("QR code of the tracking link of {title}", { title })}
          fgColor="#0F1F17"
        />
      </Box>
      <Box sx={{ minWidth: 0, flex: 1, width: 1 }}>
        <Typography variant="body2" sx={{ color: "text.secondary", mb: 1.5 }}>
          {t("Anyone with this link can follow the order. It shows no name, address or price.")}
        </Typography>
        <Box sx={{ display: "flex", gap: 1, flexWrap: "wrap" }}>
          <Button
            variant="contained"
            href={path}
            target="_blank"
            rel="noopener"
            startIcon={<ExternalLink size={18} />}
          >
            {t("Open tracking page")}
          </Button>
          <Button
            variant="outlined"
            onClick={copy}
            startIcon={copied ? <Check size={18} /> : <Copy size={18} />}
          >
            {copied ? t("Copied") : t("Copy link")}
          </Button>
          {"share" in navigator && (
            <Button
              variant="outlined"
              startIcon={<Share2 size={18} />}
              onClick={() => void navigator.share({ title, url }).catch(() => undefined)}
            >
              {t("Share")}
            </Button>
          )}
        </Box>
        <Box role="status" sx={VISUALLY_HIDDEN}>
          {copied ? t("Link copied") : ""}
        </Box>
      </Box>
    </Box>
  );
}
