import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { useState } from "react";
import { AppLink } from "@/components/AppLink";
import { CardSkeletons } from "@/components/CardSkeletons";
import { DoneNote } from "@/components/DoneNote";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { DeliveryDialog } from "./DeliveryDialog";
import { DeliveryFilterBar } from "./DeliveryFilterBar";
import { DeliveryRow } from "./DeliveryRow";
import { deliveriesQuery, endpointQuery } from "./queries";
import { ReplayRangeDialog } from "./ReplayRangeDialog";
import { useDeliveryFilters } from "./useDeliveryFilters";

/** What was sent to one endpoint, what was answered, and sending it again. */
export function DeliveriesView({ slug, id }: { slug: string; id: number }) {
  const { filters, change } = useDeliveryFilters();
  const endpoint = useQuery(endpointQuery(slug, id));
  const query = useInfiniteQuery(deliveriesQuery(slug, id, filters));
  const [shown, setShown] = useState<number | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [note, setNote] = useState<string | null>(null);
  return (
    <QueryView query={endpoint} skeleton={<CardSkeletons count={3} height={88} />}>
      {({ url, is_enabled }) => (
        <Panel label="What was sent">
          <AppLink to={`/dashboard/${slug}/webhooks`}>All webhooks</AppLink>
          <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, alignItems: "center", mt: 1, mb: 2 }}>
            <Typography variant="h3" component="h2" sx={{ flex: "1 1 240px", overflowWrap: "anywhere" }}>
              {url}
            </Typography>
            <Button variant="outlined" disabled={!is_enabled} onClick={() => setAsking(true)}>
              Send a range again
            </Button>
          </Box>
          <DeliveryFilterBar filters={filters} onChange={change} />
          <QueryView query={query} skeleton={<CardSkeletons count={4} height={72} />}>
            {({ pages }) => {
              const deliveries = pages.flatMap((page) => page.results);
              if (deliveries.length === 0) {
                return (
                  <StateMessage icon={Send} title="Nothing here">
                    What is sent is kept for 30 days.
                  </StateMessage>
                );
              }
              return (
                <Box component="ul" sx={{ listStyle: "none", p: 0, m: 0 }}>
                  {deliveries.map((delivery) => (
                    <DeliveryRow key={delivery.id} delivery={delivery} onShow={() => setShown(delivery.id)} />
                  ))}
                </Box>
              );
            }}
          </QueryView>
          <ShowMore query={query} />
          {shown !== null && (
            <DeliveryDialog
              slug={slug}
              id={id}
              deliveryId={shown}
              canReplay={is_enabled}
              onClose={() => setShown(null)}
            />
          )}
          {isAsking && (
            <ReplayRangeDialog slug={slug} id={id} onDone={setNote} onClose={() => setAsking(false)} />
          )}
          <DoneNote message={note} onClose={() => setNote(null)} />
        </Panel>
      )}
    </QueryView>
  );
}
