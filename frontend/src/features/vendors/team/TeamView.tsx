import Box from "@mui/material/Box";
import { useInfiniteQuery } from "@tanstack/react-query";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { AddMember } from "./AddMember";
import { MemberRow } from "./MemberRow";
import { membersQuery } from "./queries";

interface Props {
  slug: string;
  /** One's own row stays as it is: nobody locks themselves out by a slip of the thumb. */
  ownEmail: string;
  canChange: boolean;
}

export function TeamView({ slug, ownEmail, canChange }: Props) {
  const query = useInfiniteQuery(membersQuery(slug));
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} height={88} />}>
      {({ pages }) => (
        <Box
          sx={{
            display: "grid",
            gap: 2,
            alignItems: "start",
            gridTemplateColumns: canChange ? { md: "minmax(0, 1fr) 380px" } : undefined,
          }}
        >
          <Panel title="Who works here">
            <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
              {pages
                .flatMap((page) => page.results)
                .map((member) => (
                  <MemberRow
                    key={member.id}
                    slug={slug}
                    member={member}
                    isSelf={member.email === ownEmail}
                    canChange={canChange}
                  />
                ))}
            </Box>
            <ShowMore query={query} />
          </Panel>
          {canChange && <AddMember slug={slug} />}
        </Box>
      )}
    </QueryView>
  );
}
