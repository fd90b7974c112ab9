import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { meQuery } from "@/api/me";
import { asProblem } from "@/api/problem";
import type { OwnershipOffer } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormAlert } from "@/components/FormAlert";
import { shortDate } from "@/lib/time";
import { askedAgain } from "./agreement";
import { membersQuery, ownershipOfferQuery } from "./queries";

interface Props {
  slug: string;
  offer: OwnershipOffer;
}

const nameOf = ({ name, email }: OwnershipOffer["offered_by"]): string => name || email;

/** The offer that waits for an answer, to the one who made it and to the one whom it is for. */
export function StandingOffer({ slug, offer }: Props) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const params = { path: { slug } };
  const refresh = () =>
    Promise.all(
      [ownershipOfferQuery(slug).queryKey, membersQuery(slug).queryKey, meQuery.queryKey].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  const accept = useMutation({
    mutationFn: (end_checks: boolean) =>
      dataOf(api.POST("/api/v1/vendors/{slug}/ownership-offer/accept/", { params, body: { end_checks } })),
    onSuccess: async () => {
      setAsking(false);
      await refresh();
    },
  });
  const end = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/vendors/{slug}/ownership-offer/", { params })),
    onSettled: refresh,
  });
  const { ends, hint, failure } = askedAgain(
    accept.error,
    `You will decide about everything. ${nameOf(offer.offered_by)} becomes a manager.`,
  );
  return (
    <>
      <Typography sx={{ mb: 2, overflowWrap: "anywhere" }}>
        {offer.is_yours
          ? `${nameOf(offer.offered_by)} offers you the ownership, until ${shortDate(offer.expires_at)}.`
          : `Offered to ${nameOf(offer.offered_to)}, until ${shortDate(offer.expires_at)}.`}
      </Typography>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1 }}>
        {offer.is_yours && (
          <Button variant="contained" onClick={() => setAsking(true)}>
            Accept the ownership
          </Button>
        )}
        <Button loading={end.isPending} onClick={() => end.mutate()}>
          {offer.is_yours ? "Decline" : "Withdraw the offer"}
        </Button>
      </Box>
      <FormAlert message={end.error && asProblem(end.error).message} />
      {asking && (
        <ConfirmDialog
          title="Become the owner?"
          hint={hint}
          confirm={ends ? "Become the owner and end the check" : "Become the owner"}
          pending={accept.isPending}
          failure={failure}
          onConfirm={() => accept.mutate(ends)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
