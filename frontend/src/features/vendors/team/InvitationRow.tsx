import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Invitation } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormAlert } from "@/components/FormAlert";
import { shortDate } from "@/lib/time";
import { invitationsQuery } from "./queries";
import { roleTitle } from "./roles";

interface Props {
  slug: string;
  invitation: Invitation;
  canChange: boolean;
  onDone: (message: string) => void;
}

export function InvitationRow({ slug, invitation, canChange, onDone }: Props) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const { id, email, role, is_expired } = invitation;
  const params = { path: { slug, id } };
  const refresh = () => queryClient.invalidateQueries({ queryKey: invitationsQuery(slug).queryKey });
  const resend = useMutation({
    mutationFn: () => dataOf(api.POST("/api/v1/vendors/{slug}/invitations/{id}/resend/", { params })),
    onSuccess: () => onDone(`A new link is on its way to ${email}. The old one ended.`),
    onSettled: refresh,
  });
  const revoke = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/vendors/{slug}/invitations/{id}/", { params })),
    onSuccess: refresh,
  });
  return (
    <Box component="li" sx={{ py: 1.5, "& + &": { borderTop: 1, borderColor: "divider" } }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center" }}>
        <Box sx={{ flex: "1 1 200px", minWidth: 0, overflowWrap: "anywhere" }}>
          <Typography sx={{ fontWeight: 650 }}>{email}</Typography>
          <Typography variant="body2" sx={{ color: is_expired ? "error.main" : "text.secondary" }}>
            {roleTitle(role)} · {is_expired ? "ran out" : "until"} {shortDate(invitation.expires_at)} · by{" "}
            {invitation.invited_by}
          </Typography>
        </Box>
        {canChange && (
          <Box sx={{ display: "flex" }}>
            <Button
              loading={resend.isPending}
              aria-label={`Send the invitation of ${email} again`}
              onClick={() => resend.mutate()}
            >
              Send again
            </Button>
            <Button
              color="error"
              aria-label={`Take the invitation of ${email} back`}
              onClick={() => setAsking(true)}
            >
              Take back
            </Button>
          </Box>
        )}
      </Box>
      <FormAlert message={resend.error && asProblem(resend.error).message} />
      {asking && (
        <ConfirmDialog
          title={`Take the invitation of ${email} back?`}
          hint="The link in their mail ends at once."
          confirm="Take back"
          pending={revoke.isPending}
          failure={revoke.error && asProblem(revoke.error).message}
          onConfirm={() => revoke.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
  );
}
