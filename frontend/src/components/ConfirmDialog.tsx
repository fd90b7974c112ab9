import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { t } from "@/lib/language/catalogue";
import { FormAlert } from "./FormAlert";

interface Props {
  title: string;
  hint: string;
  confirm: string;
  /** What the way back is called. */
  keep?: string;
  pending: boolean;
  failure: string | null;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once more before something is gone, and stays open when it did not work. */
export function ConfirmDialog({
  title,
  hint,
  confirm,
  keep = t("Keep"),
  pending,
  failure,
  onConfirm,
  onClose,
}: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="confirm-title">
      <DialogTitle id="confirm-title" variant="h3" sx={{ pt: 3, overflowWrap: "anywhere" }}>
        {title}
      </DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          {hint}
        </Typography>
        <FormAlert message={failure} />
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 0 }}>
        <Button onClick={onClose} autoFocus>
          {keep}
        </Button>
        <Button variant="contained" color="error" loading={pending} onClick={onConfirm}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
