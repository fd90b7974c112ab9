import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type SubmitEvent, useState } from "react";
import { api } from "@/api/client";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { t } from "@/lib/language/catalogue";
import { savedSearchesQuery } from "./queries";

interface Props {
  query: string;
  suggestedName: string;
  onClose: () => void;
  onSaved: () => void;
}

/** Only fetched where somebody saves a search. */
export default function SaveSearchDialog({ query, suggestedName, onClose, onSaved }: Props) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(suggestedName);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.POST("/api/v1/me/searches/", { body: { name: name.trim(), query } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: savedSearchesQuery().queryKey });
      onSaved();
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (name.trim()) mutate();
  };
  return (
    <FormDialog
      title={t("Save this search")}
      hint={t("You find it with your favourites. Your position is not saved with it.")}
      onClose={onClose}
    >
      <form onSubmit={submit} style={{ display: "grid", gap: 16 }}>
        <FormAlert message={error?.message} />
        <TextField
          autoFocus
          fullWidth
          sx={{ mt: 1 }}
          label={t("Name")}
          value={name}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 80 } }}
        />
        <Button type="submit" variant="contained" loading={isPending}>
          {t("Save")}
        </Button>
      </form>
    </FormDialog>
  );
}
