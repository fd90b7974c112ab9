import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { t } from "@/lib/language/catalogue";
import { deletionQuery } from "./queries";

/** Confirmed by one's own e-mail: long enough to be no slip. */
export function DeleteDialog({ email, onClose }: { email: string; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const queryClient = useQueryClient();
  const ask = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/me/deletion/", { body: { email: typed } })),
    onSuccess: (deletion) => {
      queryClient.setQueryData(deletionQuery.queryKey, deletion);
      onClose();
    },
  });
  const isConfirmed = typed.trim().toLowerCase() === email.toLowerCase();
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (isConfirmed) ask.mutate();
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="delete-title">
      <form onSubmit={submit}>
        <DialogTitle id="delete-title" variant="h3" sx={{ pt: 3 }}>
          {t("Delete your account?")}
        </DialogTitle>
        <DialogContent sx={{ display: "grid", gap: 2 }}>
          <Typography variant="body2" sx={{ color: "text.secondary", overflowWrap: "anywhere" }}>
            {t(
              "You are signed out everywhere but here, and in two weeks the account is gone. Type {email} to confirm.",
              { email },
            )}
          </Typography>
          <TextField
            autoFocus
            fullWidth
            label={t("Your e-mail")}
            type="email"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <FormAlert message={ask.error && asProblem(ask.error).message} />
        </DialogContent>
        <DialogActions sx={{ p: 3, pt: 0 }}>
          <Button onClick={onClose}>{t("Keep it")}</Button>
          <Button
            type="submit"
            variant="contained"
            color="error"
            disabled={!isConfirmed}
            loading={ask.isPending}
          >
            {t("Delete in two weeks")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
