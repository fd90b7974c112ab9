import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { asProblem } from "@/api/problem";
import type { Member, Role } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormAlert } from "@/components/FormAlert";
import { NativeSelect } from "@/components/NativeSelect";
import { shortDate } from "@/lib/time";
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
    mutationFn: (role: Role) =>
      dataOf(api.PATCH("/api/v1/vendors/{slug}/members/{id}/", { params: { path }, body: { role } })),
    onSettled: refresh,
  });
  const remove = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/vendors/{slug}/members/{id}/", { params: { path } })),
    onSuccess: refresh,
  });
  const name = member.name || member.email;
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
              value={change.isPending ? change.variables : member.role}
              options={ROLES}
              onChange={(role) => change.mutate(role)}
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
      <FormAlert message={change.error && asProblem(change.error).message} />
      {asking && (
        <ConfirmDialog
          title={`Remove ${name} from the team?`}
          hint="They lose access at once. What they did with orders stays in the history."
          confirm="Remove"
          pending={remove.isPending}
          failure={remove.error && asProblem(remove.error).message}
          onConfirm={() => remove.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Box>
  );
}
