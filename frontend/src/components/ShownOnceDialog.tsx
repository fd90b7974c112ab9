import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { Check, Copy } from "lucide-react";
import { t } from "@/lib/language/catalogue";
import { useCopy } from "@/lib/useCopy";

interface Props {
  /** What it is called: "API key", "Secret". */
  what: string;
  title: string;
  hint: string;
  text: string;
  onClose: () => void;
}

/** The one moment at which a secret can be read. It closes by its button alone, not by a slip beside it. */
export function ShownOnceDialog({ what, title, hint, text, onClose }: Props) {
  const { copied, copy } = useCopy(text);
  return (
    <Dialog open fullWidth maxWidth="sm" aria-labelledby="shown-once-title">
      <DialogTitle id="shown-once-title" variant="h3" sx={{ pt: 3, overflowWrap: "anywhere" }}>
        {title}
      </DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {hint}
        </Typography>
        <Box
          component="code"
          aria-label={what}
          sx={{
            p: 2,
            borderRadius: 2,
            bgcolor: "action.hover",
            fontFamily: "monospace",
            overflowWrap: "anywhere",
            userSelect: "all",
          }}
        >
          {text}
        </Box>
        <Box role="status" sx={{ color: "text.secondary", minHeight: 24 }}>
          {copied && t("Copied.")}
        </Box>
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 0, flexWrap: "wrap", gap: 1 }}>
        <Button
          variant="contained"
          startIcon={copied ? <Check size={18} /> : <Copy size={18} />}
          onClick={copy}
          autoFocus
        >
          {t("Copy")}
        </Button>
        <Button onClick={onClose}>{t("I have kept it")}</Button>
      </DialogActions>
    </Dialog>
  );
}
