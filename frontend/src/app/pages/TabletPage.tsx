import Box from "@mui/material/Box";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { TabletSmartphone } from "lucide-react";
import { useLayoutEffect, useState } from "react";
import { actAs } from "@/api/actingAs";
import type { TabletState } from "@/api/types";
import { AppLink } from "@/components/AppLink";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Page } from "@/components/Page";
import { QueryView } from "@/components/QueryView";
import { StateMessage } from "@/components/StateMessage";
import { Board } from "@/features/orders/board/Board";
import { moveQueueFor } from "@/features/orders/board/moveQueue";
import { SendLeftMoves } from "@/features/orders/board/SendLeftMoves";
import { useArrivalsWhileLocked } from "@/features/orders/board/useArrivals";
import { boardKey } from "@/features/orders/queries";
import { CounterTools } from "@/features/vendors/counter/CounterTools";
import { lockTablet, sayStillThere, tabletQuery } from "@/features/vendors/tablet/queries";
import { useIdle } from "@/features/vendors/tablet/useIdle";
import { WhoIsWorking } from "@/features/vendors/tablet/WhoIsWorking";
import { WorkingBar } from "@/features/vendors/tablet/WorkingBar";
import { useTitle } from "@/lib/useTitle";

type Person = NonNullable<TabletState["acting"]>;

/** How long a lock waits for moves that were just made: what is sent after it waits for their maker's next PIN. */
const LAST_MOVES_MS = 3_000;

/** A counter's shared tablet: who is working, and the orders for whoever has said so. */
export function TabletPage() {
  const query = useQuery(tabletQuery);
  const queryClient = useQueryClient();
  return (
    <QueryView
      query={query}
      skeleton={
        <Page>
          <CardSkeletons />
        </Page>
      }
    >
      {(tablet) => {
        if (!tablet) return <NoTablet />;
        const { vendor, acting } = tablet;
        if (acting) return <Working key={acting.person} tablet={tablet} person={acting} />;
        const unsentOf = (person: number): number =>
          moveQueueFor(vendor.slug, person, queryClient)
            .state()
            .kept.filter(({ refused }) => refused === undefined).length;
        return <Locked tablet={tablet} unsentOf={unsentOf} />;
      }}
    </QueryView>
  );
}

function Locked(props: { tablet: TabletState; unsentOf: (person: number) => number }) {
  return <WhoIsWorking {...props} hasNew={useArrivalsWhileLocked(props.tablet)} />;
}

function Working({ tablet, person }: { tablet: TabletState; person: Person }) {
  const { slug, name } = tablet.vendor;
  const queryClient = useQueryClient();
  const [isLocking, setLocking] = useState(false);
  // Before what is below asks for anything
  useLayoutEffect(() => {
    actAs(person.person);
    return () => actAs(null);
  }, [person.person]);
  const lock = async (): Promise<void> => {
    if (isLocking) return;
    setLocking(true);
    await sent(moveQueueFor(slug, person.person, queryClient));
    // The screen first: whatever the network does, and whatever it was asked before, nobody reads on.
    await queryClient.cancelQueries({ queryKey: tabletQuery.queryKey });
    const locked: TabletState = { ...tablet, acting: null };
    queryClient.setQueryData(tabletQuery.queryKey, locked);
    queryClient.removeQueries({ queryKey: boardKey(slug) });
    await lockTablet(String(person.person)).catch(() => undefined);
    await queryClient.invalidateQueries({ queryKey: tabletQuery.queryKey });
  };
  useIdle({
    minutes: tablet.lock_minutes,
    onTouched: () => void sayStillThere(person.person).catch(() => undefined),
    onIdle: () => void lock(),
  });
  return (
    <Box sx={{ maxWidth: 1440, mx: "auto", px: { xs: 2, sm: 3 }, pt: { xs: 2, sm: 3 }, pb: 12 }}>
      <WorkingBar
        vendorName={name}
        personName={person.name}
        isLocking={isLocking}
        onLock={() => void lock()}
      />
      <SendLeftMoves slug={slug} personId={person.person} />
      <Board
        slug={slug}
        vendorName={name}
        personId={person.person}
        isTablet
        tools={<CounterTools slug={slug} mayManage={false} />}
      />
    </Box>
  );
}

/** Sends what somebody made and waits for the answers, for a short while. */
function sent(queue: ReturnType<typeof moveQueueFor>): Promise<void> {
  const isEmpty = (): boolean => queue.state().kept.every(({ refused }) => refused !== undefined);
  queue.flush();
  if (isEmpty()) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop();
      resolve();
    };
    const timer = setTimeout(end, LAST_MOVES_MS);
    const stop = queue.subscribe(() => (isEmpty() || queue.state().obstacle) && end());
  });
}

function NoTablet() {
  useTitle("Shared tablet");
  return (
    <StateMessage level={1} icon={TabletSmartphone} title="This device is no shared tablet">
      An owner or manager makes it one: sign in here, open <AppLink to="/dashboard">the dashboard</AppLink>,
      and look for “Shared tablets” in its settings.
    </StateMessage>
  );
}
