import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import type { Member, Role } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormAlert } from "@/components/FormAlert";
import { NativeSelect } from "@/components/NativeSelect";
import { shortDate } from "@/lib/time";
import { askedAgain } from "./agreement";
import { LeaveTeam } from "./LeaveTeam";
import { membersQuery } from "./queries";
import { ROLES, roleTitle } from "./roles";

interface Props {
  slug: string;
  member: Member;
  isSelf: boolean;
  canChange: boolean;
}

export function MemberRow({ slug, member, isSelf, canChange }: Props) {
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const path = { slug, id: member.id };
  const refresh = () => queryClient.invalidateQueries({ queryKey: membersQuery(slug).queryKey });
  const change = useMutation({
    mutationFn: (body: { role: Role; end_checks: boolean }) =>
      dataOf(api.PATCH("/api/v1/vendors/{slug}/members/{id}/", { params: { path }, body })),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: (end_checks: boolean) =>
      dataOf(api.DELETE("/api/v1/vendors/{slug}/members/{id}/", { params: { path, query: { end_checks } } })),
    onSuccess: refresh,
  });
  const name = member.name || member.email;
  const changing = askedAgain(change.error, "");
  const removing = askedAgain(
    remove.error,
    "They lose access at once. What they did with orders stays in the history.",
  );
  return (
    <Box component="li" sx={{ py: 1.5, "& + &": { borderTop: 1, borderColor: "divider" } }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1.5, alignItems: "center" }}>
        <Box sx={{ flex: "1 1 220px", minWidth: 0, overflowWrap: "anywhere" }}>
          <Typography sx={{ fontWeight: 650 }}>
            {name}
            {isSelf && " (you)"}
          </Typography>
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {member.name && `${member.email} · `}since {shortDate(member.joined_at)}
          </Typography>
        </Box>
        {canChange && !isSelf ? (
          <Box sx={{ display: "flex", gap: 1 }}>
            <NativeSelect
              label={`Role of ${name}`}
              value={change.isPending ? change.variables.role : member.role}
              options={ROLES}
              onChange={(role) => change.mutate({ role, end_checks: false })}
            />
            <Button color="error" aria-label={`Remove ${name}`} onClick={() => setAsking(true)}>
              Remove
            </Button>
          </Box>
        ) : (
          <Box sx={{ display: "flex", gap: 1, alignItems: "center" }}>
            <Typography sx={{ color: "text.secondary", fontWeight: 550 }}>
              {roleTitle(member.role)}
            </Typography>
            {isSelf && <LeaveTeam slug={slug} id={member.id} />}
          </Box>
        )}
      </Box>
      <FormAlert message={changing.failure} />
      {changing.ends && change.variables && (
        <ConfirmDialog
          title={`${roleTitle(change.variables.role)} instead of owner?`}
          hint={changing.hint}
          confirm="Change it and end the check"
          pending={change.isPending}
          failure={null}
          onConfirm={() => change.variables && change.mutate({ ...change.variables, end_checks: true })}
          onClose={change.reset}
        />
      )}
      {asking && (
        <ConfirmDialog
          title={`Remove ${name} from the team?`}
          hint={removing.hint}
          confirm={removing.ends ? "Remove and end the check" : "Remove"}
          pending={remove.isPending}
          failure={removing.failure}
          onConfirm={() => remove.mutate(removing.ends)}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
  );
}
