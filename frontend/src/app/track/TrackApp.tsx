import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { createQueryClient } from "../queryClient";
import { TrackedOrder } from "./TrackedOrder";
import { TrackFoot } from "./TrackFoot";
import { TrackMasthead } from "./TrackMasthead";

/** The tracking page: a web app of its own, small enough for a phone on a bad line. */
export function TrackApp({ uid }: { uid: string }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <div className="page">
        <a className="skip" href="#main">
          Skip to content
        </a>
        <TrackMasthead />
        <main id="main" tabIndex={-1}>
          <TrackedOrder key={uid} uid={uid} />
        </main>
        <TrackFoot />
      </div>
    </QueryClientProvider>
  );
}
