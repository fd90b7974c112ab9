import Card from "@mui/material/Card";
import Typography from "@mui/material/Typography";
import { useQuery } from "@tanstack/react-query";
import { MailX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { asProblem } from "@/api/problem";
import type { Me } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { shortDate } from "@/lib/time";
import { ROLE_HINTS, roleTitle } from "../team/roles";
import { InvitationAnswer } from "./InvitationAnswer";
import { invitationQuery } from "./queries";

interface Props {
  token: string;
  me: Me | null;
  /** Ways to the account that the invitation is for: signing in, signing up, signing out. */
  entrance: ReactNode;
}

/** Shows who invites to what, and until when, before anybody accepts. */
export function InvitationView({ token, me, entrance }: Props) {
  const query = useQuery(invitationQuery(token, me?.email ?? null));
  const [declined, setDeclined] = useState(false);
  const problem = query.error && asProblem(query.error);
  if (declined) {
    return (
      <StateMessage level={1} icon={MailX} title="You declined the invitation" role="status">
        The link does not work any more.
      </StateMessage>
    );
  }
  if (problem && (problem.status === 404 || problem.status === 410)) {
    return (
      <StateMessage level={1} icon={MailX} title="This invitation does not work any more" role="alert">
        {problem.status === 410
          ? problem.message
          : "A newer mail may hold a newer link. Ask the business to send it again."}
      </StateMessage>
    );
  }
  return (
    <Page width={560}>
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={280} />}>
        {(invitation) => (
          <Card
            component="section"
            aria-label="Invitation"
            sx={{ p: { xs: 3, sm: 4 }, overflowWrap: "anywhere" }}
          >
            <Typography variant="h1" sx={{ fontSize: "1.625rem", mb: 1 }}>
              Join the team of {invitation.vendor.name}
            </Typography>
            <Typography sx={{ mb: 2 }}>
              {invitation.invited_by} invites you to {invitation.vendor.name} in {invitation.vendor.city}, as{" "}
              <strong>{roleTitle(invitation.role)}</strong>. {ROLE_HINTS[invitation.role]}
            </Typography>
            <Typography variant="body2" sx={{ color: "text.secondary", mb: 3 }}>
              For {invitation.email_hint}, until {shortDate(invitation.expires_at)}.
            </Typography>
            <InvitationAnswer
              token={token}
              invitation={invitation}
              entrance={entrance}
              onDeclined={() => setDeclined(true)}
            />
          </Card>
        )}
      </QueryView>
    </Page>
  );
}
