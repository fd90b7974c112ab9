import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import GlobalStyles from "@mui/material/GlobalStyles";
import Typography from "@mui/material/Typography";
import { Check, Copy, Download, Printer } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import { saveFile } from "@/lib/saveFile";
import { useCopy } from "@/lib/useCopy";

/** On paper only the codes: no page behind the dialog, no buttons. */
const ON_PAPER = {
  "@media print": {
    "#root, .MuiBackdrop-root, .MuiDialog-paper > .MuiIconButton-root, .not-on-paper": {
      display: "none !important",
    },
    ".MuiDialog-paper": { border: 0, boxShadow: "none", color: "#000", background: "#fff" },
  },
};

const asText = (codes: string[]): string =>
  [
    t("TrustTrack recovery codes"),
    t("Each works once, when your phone or key is not at hand."),
    "",
    ...codes,
    "",
  ].join("\n");

interface Props {
  codes: string[];
  onDone: () => void;
}

export function RecoveryCodeSheet({ codes, onDone }: Props) {
  const text = asText(codes);
  const { copied, copy } = useCopy(text);
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <GlobalStyles styles={ON_PAPER} />
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {t(
          "Keep these TrustTrack recovery codes where you find them without your phone. Each signs you in once. We show them only now.",
        )}
      </Typography>
      <Box
        component="ol"
        aria-label={t("Recovery codes")}
        sx={{
          listStyle: "none",
          m: 0,
          px: 1,
          py: 2,
          display: "grid",
          gridTemplateColumns: "1fr 1fr",
          gap: 1,
          bgcolor: "neutralSoft.main",
          borderRadius: 3,
          fontFamily: "ui-monospace, Menlo, Consolas, monospace",
          fontSize: { xs: "0.8125rem", sm: "1rem" },
          textAlign: "center",
          whiteSpace: "nowrap",
        }}
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Box
        className="not-on-paper"
        sx={{ display: "grid", gridTemplateColumns: { sm: "repeat(3, 1fr)" }, gap: 1 }}
      >
        <Button
          variant="outlined"
          startIcon={<Download size={18} aria-hidden />}
          onClick={() => saveFile("trusttrack-recovery-codes.txt", text, "text/plain")}
        >
          {t("Download")}
        </Button>
        <Button variant="outlined" startIcon={<Printer size={18} aria-hidden />} onClick={() => print()}>
          {t("Print")}
        </Button>
        <Button
          variant="outlined"
          startIcon={copied ? <Check size={18} aria-hidden /> : <Copy size={18} aria-hidden />}
          onClick={copy}
        >
          {copied ? t("Copied") : t("Copy")}
        </Button>
      </Box>
      <Button className="not-on-paper" variant="contained" size="large" onClick={onDone}>
        {t("I have kept them")}
      </Button>
    </Box>
  );
}

export function KeptAlready({ onDone }: { onDone: () => void }) {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Typography variant="body2" sx={{ color: "text.secondary" }}>
        {t("The recovery codes that you kept still work.")}
      </Typography>
      <Button variant="contained" size="large" onClick={onDone}>
        {t("Done")}
      </Button>
    </Box>
  );
}
