import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import type { Tracking, TrackingEntry } from "@/api/types";
import { ConnectionState } from "@/components/ConnectionState";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { Page } from "@/components/Page";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { Timeline } from "@/components/Timeline";
import { TimerNotes } from "@/components/TimerNotes";
import { isFinal } from "@/lib/progress";
import { sealedInShort } from "./frames";
import { headline } from "./headline";
import { TrackingHero } from "./TrackingHero";
import { useLiveTracking } from "./useLiveTracking";
import { VendorContact } from "./VendorContact";

interface Props {
  uid: string;
  /** What must be read before anything else. */
  alarm: (tracking: Tracking) => ReactNode;
  /** How an entry stands in the log. */
  markOf: (tracking: Tracking) => (entry: TrackingEntry) => ReactNode;
  /** "Is this true?" */
  proof: (tracking: Tracking) => ReactNode;
}

export function TrackingView({ uid, alarm, markOf, proof }: Props) {
  const { query, connection } = useLiveTracking(uid);
  return (
    <Page width={760}>
      <QueryView query={query} skeleton={<TrackingSkeleton />}>
        {(tracking) => (
          <Box sx={{ display: "grid", gap: 2 }}>
            <Box role="status" aria-live="polite" sx={VISUALLY_HIDDEN}>
              {headline(tracking.status, tracking.vendor.name, tracking.entries.at(-1)?.label ?? "")}
            </Box>
            <Box role="status" aria-live="polite" sx={VISUALLY_HIDDEN}>
              {sealedInShort(tracking)}
            </Box>
            {alarm(tracking)}
            <TrackingHero tracking={tracking} connection={<ConnectionState connection={connection} />} />
            <TimerNotes timers={tracking.timers} vendorName={tracking.vendor.name} reader="follower" />
            <Panel title="What happened">
              <Timeline
                entries={tracking.entries}
                vendorName={tracking.vendor.name}
                markOf={tracking.ledger === null ? undefined : markOf(tracking)}
              />
              {isFinal(tracking.status) && (
                <Typography variant="body2" sx={{ mt: 2.5, color: "text.secondary" }}>
                  Nothing more will follow: this order is closed.
                </Typography>
              )}
            </Panel>
            {proof(tracking)}
            <VendorContact vendor={tracking.vendor} />
            <Typography variant="body2" sx={{ color: "text.secondary", textAlign: "center", px: 2 }}>
              Entries are only ever added, never changed. This page shows no personal data of the customer.
            </Typography>
          </Box>
        )}
      </QueryView>
    </Page>
  );
}

function TrackingSkeleton() {
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Skeleton variant="rounded" height={300} sx={{ borderRadius: 4 }} />
      <Skeleton variant="rounded" height={260} sx={{ borderRadius: 4 }} />
    </Box>
  );
}
