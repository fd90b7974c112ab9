import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useNavigate } from "react-router";
import { api, dataOf } from "@/api/client";
import { meQuery } from "@/api/me";
import { asProblem } from "@/api/problem";
import type { InvitationLink } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormAlert } from "@/components/FormAlert";

interface Props {
  token: string;
  invitation: InvitationLink;
  entrance: ReactNode;
  onDeclined: () => void;
}

/** Yes or no; where nobody is signed in, or somebody else is, first the way to the right account. */
export function InvitationAnswer({ token, invitation, entrance, onDeclined }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const params = { path: { token } };
  const accept = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/invitations/{token}/accept/", { params })),
    onSuccess: async () => {
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate(`/dashboard/${invitation.vendor.slug}`, { replace: true });
    },
  });
  const decline = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/invitations/{token}/decline/", { params })),
    onSuccess: onDeclined,
  });
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <FormAlert message={accept.error && asProblem(accept.error).message} />
      {invitation.is_yours ? (
        <Button variant="contained" size="large" loading={accept.isPending} onClick={() => accept.mutate()}>
          Accept and join
        </Button>
      ) : (
        <>
          <Typography>
            {invitation.is_yours === null
              ? "To accept, sign in or create an account with that address."
              : "You are signed in with another address, or have not confirmed this one yet."}
          </Typography>
          {entrance}
        </>
      )}
      <Button onClick={() => setAsking(true)}>Decline</Button>
      {asking && (
        <ConfirmDialog
          title="Decline the invitation?"
          hint="The link ends. To join later you have to be invited again."
          confirm="Decline"
          pending={decline.isPending}
          failure={decline.error && asProblem(decline.error).message}
          onConfirm={() => decline.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
  );
}
