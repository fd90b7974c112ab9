import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Link from "@mui/material/Link";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Webhook } from "lucide-react";
import { useState } from "react";
import type { MadeWebhookEndpoint, WebhookEndpoint } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { DoneNote } from "@/components/DoneNote";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { ShownOnceDialog } from "@/components/ShownOnceDialog";
import { StateMessage } from "@/components/StateMessage";
import { EndpointDialog } from "./EndpointDialog";
import { EndpointRow } from "./EndpointRow";
import { endpointsQuery } from "./queries";

/** Where the business's own programs are told of what happens. */
export function WebhooksView({ slug }: { slug: string }) {
  const query = useInfiniteQuery(endpointsQuery(slug));
  const [asking, setAsking] = useState<"new" | WebhookEndpoint | null>(null);
  const [made, setMade] = useState<MadeWebhookEndpoint | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const add = (
    <Button variant="contained" onClick={() => setAsking("new")}>
      Add a webhook
    </Button>
  );
  return (
    <>
      <QueryView query={query} skeleton={<CardSkeletons count={2} height={120} />}>
        {({ pages }) => {
          const endpoints = pages.flatMap((page) => page.results);
          if (endpoints.length === 0) {
            return (
              <StateMessage icon={Webhook} title="No webhooks yet" action={add}>
                A webhook tells your shop or stock program of new orders and reviews the moment they happen.
              </StateMessage>
            );
          }
          return (
            <Panel title="Webhooks">
              <Box sx={{ display: "flex", flexWrap: "wrap", gap: 2, alignItems: "center", mb: 1 }}>
                <Typography variant="body2" sx={{ flex: "1 1 240px", color: "text.secondary" }}>
                  Signed as Standard Webhooks has it. What each event holds:{" "}
                  <Link href="/api/docs/">the API</Link>.
                </Typography>
                {add}
              </Box>
              <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
                {endpoints.map((endpoint) => (
                  <EndpointRow
                    key={endpoint.id}
                    slug={slug}
                    endpoint={endpoint}
                    onEdit={() => setAsking(endpoint)}
                    onMade={setMade}
                    onNote={setNote}
                  />
                ))}
              </Box>
              <ShowMore query={query} />
            </Panel>
          );
        }}
      </QueryView>
      {asking && (
        <EndpointDialog
          slug={slug}
          endpoint={asking === "new" ? undefined : asking}
          onDone={(fresh) => {
            setAsking(null);
            if (fresh) setMade(fresh);
            else setNote("Saved.");
          }}
          onClose={() => setAsking(null)}
        />
      )}
      {made?.secret && (
        <ShownOnceDialog
          what="Secret"
          title="The webhook's secret"
          hint="Your program checks by it that a call is from us. Copy it there now: it is shown this once."
          text={made.secret}
          onClose={() => setMade(null)}
        />
      )}
      <DoneNote message={note} onClose={() => setNote(null)} />
    </>
  );
}
