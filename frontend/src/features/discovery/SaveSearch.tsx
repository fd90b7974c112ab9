import Button from "@mui/material/Button";
import TextField from "@mui/material/TextField";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Bookmark } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { api } from "@/api/client";
import { useMe } from "@/api/me";
import { DoneNote } from "@/components/DoneNote";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { savedSearchesQuery } from "./queries";

interface Props {
  /** The search as the address holds it. */
  query: string;
  suggestedName: string;
}

/** Keeps the search that is on the screen under a name. */
export function SaveSearch({ query, suggestedName }: Props) {
  const { data: me } = useMe();
  const [isOpen, setIsOpen] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  if (!me || !query) return null;
  return (
    <>
      <Button startIcon={<Bookmark size={18} aria-hidden />} onClick={() => setIsOpen(true)}>
        Save this search
      </Button>
      {isOpen && (
        <NameDialog
          query={query}
          suggestedName={suggestedName}
          onClose={() => setIsOpen(false)}
          onSaved={(name) => {
            setIsOpen(false);
            setNote(`Saved “${name}”. It is with your favourites.`);
          }}
        />
      )}
      <DoneNote message={note} onClose={() => setNote(null)} />
    </>
  );
}

interface DialogProps extends Props {
  onClose: () => void;
  onSaved: (name: string) => void;
}

function NameDialog({ query, suggestedName, onClose, onSaved }: DialogProps) {
  const queryClient = useQueryClient();
  const [name, setName] = useState(suggestedName);
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => api.POST("/api/v1/me/searches/", { body: { name: name.trim(), query } }),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: savedSearchesQuery().queryKey });
      onSaved(name.trim());
    },
  });
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (name.trim()) mutate();
  };
  return (
    <FormDialog title="Save this search" hint="Your position is not saved with it." onClose={onClose}>
      <form onSubmit={submit} style={{ display: "grid", gap: 16 }}>
        <FormAlert message={error?.message} />
        <TextField
          autoFocus
          fullWidth
          sx={{ mt: 1 }}
          label="Name"
          value={name}
          onChange={(event) => setName(event.target.value)}
          slotProps={{ htmlInput: { maxLength: 80 } }}
        />
        <Button type="submit" variant="contained" loading={isPending}>
          Save
        </Button>
      </form>
    </FormDialog>
  );
}
