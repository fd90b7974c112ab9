import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { MadeKey } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { ShownOnceDialog } from "@/components/ShownOnceDialog";
import { StateMessage } from "@/components/StateMessage";
import { KeyRow } from "./KeyRow";
import { NewKeyDialog } from "./NewKeyDialog";
import { keysQuery } from "./queries";

interface Props {
  slug: string;
  canChange: boolean;
}

/** The keys with which other programs act for the business. */
export function KeysView({ slug, canChange }: Props) {
  const query = useInfiniteQuery(keysQuery(slug));
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const make = canChange && (
    <Button variant="contained" onClick={() => setMaking(true)}>
      Make a key
    </Button>
  );
  return (
    <>
      <QueryView query={query} skeleton={<CardSkeletons count={3} height={104} />}>
        {({ pages }) => {
          const keys = pages.flatMap((page) => page.results);
          if (keys.length === 0) {
            return (
              <StateMessage icon={KeyRound} title="No API keys yet" action={make}>
                A key lets your till, shop or stock program work with TrustTrack, within what you give it.
                {!canChange && " An owner can make one."}
              </StateMessage>
            );
          }
          return (
            <Panel title="API keys">
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "center", mb: 1 }}>
                <Typography variant="body2" sx={{ flex: "1 1 240px", color: "text.secondary" }}>
                  For programs on your own servers. What they can call: <Link href="/api/docs/">the API</Link>
                  .
                </Typography>
                {make}
              </Box>
              <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
                {keys.map((key) => (
                  <KeyRow key={key.id} slug={slug} apiKey={key} canChange={canChange} onMade={setMade} />
                ))}
              </Box>
              <ShowMore query={query} />
            </Panel>
          );
        }}
      </QueryView>
      {isMaking && (
        <NewKeyDialog
          slug={slug}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
          }}
          onClose={() => setMaking(false)}
        />
      )}
      {made?.key && (
        <ShownOnceDialog
          what="API key"
          title={`Key for ${made.name}`}
          hint="Copy it to where it is used now: it is shown this once. Keep it like a password, out of code, chats and web addresses."
          text={made.key}
          onClose={() => setMade(null)}
        />
      )}
    </>
  );
}
