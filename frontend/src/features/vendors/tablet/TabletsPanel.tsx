import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import type { SharedTablet } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { NewTabletDialog } from "./NewTabletDialog";
import { tabletsQuery } from "./queries";
import { TabletRows } from "./TabletRows";

interface Props {
  slug: string;
  /** What the browser still does for its person when their sign-in ends here. */
  onLeave: () => Promise<unknown>;
}

/** The counter's shared tablets, and this very device as one more. */
export function TabletsPanel({ slug, onLeave }: Props) {
  const queryClient = useQueryClient();
  const query = useQuery(tabletsQuery(slug));
  const [isMaking, setMaking] = useState(false);
  const end = async ({ id }: SharedTablet): Promise<void> => {
    await dataOf(api.DELETE("/api/v1/vendors/{slug}/tablets/{id}/", { params: { path: { slug, id } } }));
    await queryClient.invalidateQueries({ queryKey: tabletsQuery(slug).queryKey });
  };
  return (
    <Panel title="Shared tablets">
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        One device on the counter for the whole team: everybody works with a PIN of their own, which they set
        under “Team”. It shows the orders and nothing else of the business.
      </Typography>
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={72} />}>
        {(tablets) => <TabletRows tablets={tablets} end={end} />}
      </QueryView>
      <Button variant="outlined" onClick={() => setMaking(true)} sx={{ mt: 2 }}>
        Make this device a shared tablet
      </Button>
      {isMaking && <NewTabletDialog slug={slug} onLeave={onLeave} onClose={() => setMaking(false)} />}
    </Panel>
  );
}
