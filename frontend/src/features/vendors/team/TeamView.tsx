import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { grantable, mayChangeTeam } from "@/api/roles";
import type { Role } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { OwnPin } from "../tablet/OwnPin";
import { Invitations } from "./Invitations";
import { MemberRow } from "./MemberRow";
import { Ownership } from "./Ownership";
import { membersQuery } from "./queries";

interface Props {
  slug: string;
  role: Role;
  /** One's own row stays as it is: nobody locks themselves out by a slip of the thumb. */
  ownEmail: string;
}

export function TeamView({ slug, role, ownEmail }: Props) {
  const query = useInfiniteQuery(membersQuery(slug));
  const roles = grantable(role);
  const isOwner = mayChangeTeam(role);
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} height={88} />}>
      {({ pages }) => {
        const members = pages.flatMap((page) => page.results);
        return (
          <Box
            sx={{
              display: "grid",
              gap: 2,
              alignItems: "start",
              gridTemplateColumns: { xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 420px)" },
            }}
          >
            <Panel title="Who works here">
              <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
                {members.map((member) => (
                  <MemberRow
                    key={member.id}
                    slug={slug}
                    member={member}
                    isSelf={member.email === ownEmail}
                    canChange={isOwner}
                  />
                ))}
              </Box>
              <ShowMore query={query} />
            </Panel>
            <Box sx={{ display: "grid", gap: 2 }}>
              <OwnPin slug={slug} />
              {roles.length > 0 && <Invitations slug={slug} roles={roles} />}
              <Ownership
                slug={slug}
                isOwner={isOwner}
                others={members.filter(({ email }) => email !== ownEmail)}
              />
            </Box>
          </Box>
        );
      }}
    </QueryView>
  );
}
