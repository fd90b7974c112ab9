import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { FollowedOrders } from "@/features/tracking/FollowedOrders";
import { t } from "@/lib/language/catalogue";
import { createQueryClient } from "../queryClient";
import { TrackBars } from "./TrackBars";
import { TrackedOrder } from "./TrackedOrder";
import { TrackFoot } from "./TrackFoot";
import { TrackMasthead } from "./TrackMasthead";

interface Props {
  /** Of the order; null where the page is another one, which could not be had. */
  uid: string | null;
}

/** The tracking page: a web app of its own, small enough for a phone on a bad line. */
export function TrackApp({ uid }: Props) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <div className="page">
        <a className="skip" href="#main">
          {t("Skip to content")}
        </a>
        <TrackMasthead />
        <TrackBars />
        <main id="main" tabIndex={-1}>
          {uid ? <TrackedOrder key={uid} uid={uid} /> : <FollowedOrders />}
        </main>
        <TrackFoot />
      </div>
    </QueryClientProvider>
  );
}
