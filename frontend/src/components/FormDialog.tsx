import Dialog from "@mui/material/Dialog";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { X } from "lucide-react";
import { type ReactNode, useId } from "react";
import { t } from "@/lib/language/catalogue";

interface Props {
  title: string;
  hint?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** One small task above the page, with its own way out. */
export function FormDialog({ title, hint, onClose, children }: Props) {
  const id = useId();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby={id}>
      <DialogTitle
        id={id}
        variant="h3"
        sx={{ p: { xs: 2, sm: 3 }, pr: { xs: 8, sm: 8 }, pb: { xs: 1, sm: 1 } }}
      >
        {title}
      </DialogTitle>
      <IconButton aria-label={t("Close")} onClick={onClose} sx={{ position: "absolute", top: 10, right: 10 }}>
        <X size={20} />
      </IconButton>
      <DialogContent sx={{ display: "grid", gap: 2.5, px: { xs: 2, sm: 3 }, pb: { xs: 2, sm: 3 } }}>
        {hint && (
          <Typography variant="body2" component="div" sx={{ color: "text.secondary" }}>
            {hint}
          </Typography>
        )}
        {children}
      </DialogContent>
    </Dialog>
  );
}
