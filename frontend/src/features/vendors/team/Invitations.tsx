import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Role } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { DoneNote } from "@/components/DoneNote";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { InvitationRow } from "./InvitationRow";
import { InviteDialog } from "./InviteDialog";
import { invitationsQuery } from "./queries";

interface Props {
  slug: string;
  /** The roles that the reader may hand out. */
  roles: Role[];
}

/** Who is invited and has not answered. */
export function Invitations({ slug, roles }: Props) {
  const query = useQuery(invitationsQuery(slug));
  const [inviting, setInviting] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  return (
    <Panel title="Invitations">
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={72} />}>
        {({ results }) =>
          results.length ? (
            <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
              {results.map((invitation) => (
                <InvitationRow
                  key={invitation.id}
                  slug={slug}
                  invitation={invitation}
                  canChange={roles.includes(invitation.role)}
                  onDone={setDone}
                />
              ))}
            </Box>
          ) : (
            <Typography sx={{ color: "text.secondary" }}>Nobody is invited at the moment.</Typography>
          )
        }
      </QueryView>
      <Button variant="contained" onClick={() => setInviting(true)} sx={{ mt: 2 }}>
        Invite somebody
      </Button>
      {inviting && (
        <InviteDialog
          slug={slug}
          roles={roles}
          onInvited={(email) => {
            setInviting(false);
            setDone(`An invitation is on its way to ${email}.`);
          }}
          onClose={() => setInviting(false)}
        />
      )}
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Panel>
  );
}
