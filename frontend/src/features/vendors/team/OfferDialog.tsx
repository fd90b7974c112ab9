import Box from "@mui/material/Box";
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
import type { Member } from "@/api/types";
import { FormAlert } from "@/components/FormAlert";
import { NativeSelect } from "@/components/NativeSelect";
import { ownershipOfferQuery } from "./queries";

interface Props {
  slug: string;
  others: Member[];
  onClose: () => void;
}

export function OfferDialog({ slug, others, onClose }: Props) {
  const queryClient = useQueryClient();
  const [chosen, setChosen] = useState(String(others[0]?.id ?? ""));
  const offer = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST("/api/v1/vendors/{slug}/ownership-offer/", {
          params: { path: { slug } },
          body: { member: Number(chosen) },
        }),
      ),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ownershipOfferQuery(slug).queryKey });
      onClose();
    },
  });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="xs" aria-labelledby="offer-title">
      <DialogTitle id="offer-title" variant="h3" sx={{ pt: 3 }}>
        Offer the ownership
      </DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2, gridTemplateColumns: "minmax(0, 1fr)" }}>
        <Typography variant="body2" sx={{ color: "text.secondary" }}>
          Whoever accepts decides about everything, you included: you become a manager. The offer stands for
          seven days, and you can withdraw it until it is accepted.
        </Typography>
        <Box>
          <NativeSelect
            label="To whom"
            value={chosen}
            options={others.map(({ id, name, email }) => [String(id), name || email] as const)}
            onChange={setChosen}
          />
        </Box>
        <FormAlert message={offer.error && asProblem(offer.error).message} />
      </DialogContent>
      <DialogActions sx={{ p: 3, pt: 0 }}>
        <Button onClick={onClose} autoFocus>
          Keep
        </Button>
        <Button variant="contained" color="error" loading={offer.isPending} onClick={() => offer.mutate()}>
          Offer it
        </Button>
      </DialogActions>
    </Dialog>
  );
}
