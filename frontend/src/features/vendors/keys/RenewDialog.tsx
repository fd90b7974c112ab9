import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { ApiKey, MadeKey } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { NativeSelect } from "@/components/NativeSelect";
import { keysQuery } from "./queries";

const OVERLAPS = [
  ["60", "works for an hour more"],
  ["1440", "works for a day more"],
  ["0", "ends at once"],
] as const;
type Overlap = (typeof OVERLAPS)[number][0];

interface Props {
  slug: string;
  apiKey: ApiKey;
  onMade: (made: MadeKey) => void;
  onClose: () => void;
}

/** Gives a key a new secret, with time to put it where the old one is. */
export function RenewDialog({ slug, apiKey, onMade, onClose }: Props) {
  const queryClient = useQueryClient();
  const [overlap, setOverlap] = useState<Overlap>("60");
  const renew = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/api/v1/vendors/{slug}/api-keys/{id}/rotate/", {
          params: { path: { slug, id: apiKey.id } },
          body: { overlap_minutes: Number(overlap) },
        }),
      ),
    onSuccess: onMade,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keysQuery(slug).queryKey }),
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="renew-title">
      <DialogTitle id="renew-title" variant="h3" sx={{ pt: 3, overflowWrap: "anywhere" }}>
        Renew {apiKey.name}?
      </DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2, justifyItems: "start" }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          You get a new key with the same name and rights, shown once. The old one
        </Typography>
        <NativeSelect label="The old one" value={overlap} options={OVERLAPS} onChange={setOverlap} />
        <FormAlert message={renew.error && asProblem(renew.error).message} />
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 0 }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="contained" loading={renew.isPending} onClick={() => renew.mutate()}>
          Renew key
        </Button>
      </DialogActions>
    </Dialog>
  );
}
