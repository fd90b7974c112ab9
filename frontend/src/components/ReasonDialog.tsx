import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { type SubmitEvent, useState } from "react";
import { t } from "@/lib/language/catalogue";

interface Props {
  title: string;
  hint: string;
  confirm: string;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Some moves need a reason that the other side will read. */
export function ReasonDialog({ title, hint, confirm, onConfirm, onClose }: Props) {
  const [reason, setReason] = useState("");
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (reason.trim()) onConfirm(reason.trim());
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="reason-title">
      <form onSubmit={submit}>
        <DialogTitle id="reason-title" variant="h3" sx={{ pt: 3 }}>
          {title}
        </DialogTitle>
        <DialogContent>
          <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
            {hint}
          </Typography>
          <TextField
            autoFocus
            required
            fullWidth
            multiline
            minRows={2}
            label={t("Reason")}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 0 }}>
          <Button onClick={onClose}>{t("Keep it")}</Button>
          <Button type="submit" variant="contained" color="error" disabled={!reason.trim()}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
