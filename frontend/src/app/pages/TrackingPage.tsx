import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { PolicyNotice } from "@/features/ledger/PolicyNotice";
import { figuresQuery } from "@/features/ledger/queries";
import { EntrySeal } from "@/features/ledger/tracking/EntrySeal";
import { ProofAlarm } from "@/features/ledger/tracking/ProofAlarm";
import { ProofPanel } from "@/features/ledger/tracking/ProofPanel";
import { sealOf } from "@/features/ledger/tracking/seal";
import { useVerification } from "@/features/ledger/tracking/useVerification";
import { independentOf } from "@/features/ledger/types";
import { trackingKey } from "@/features/tracking/queries";
import { TrackingView } from "@/features/tracking/TrackingView";
import { useTitle } from "@/lib/useTitle";

export function TrackingPage() {
  const { uid = "" } = useParams();
  useTitle("Follow an order");
  return (
    <>
      <meta name="robots" content="noindex" />
      <meta name="referrer" content="no-referrer" />
      <Tracked key={uid} uid={uid} />
    </>
  );
}

/** The order as the tracking page shows it, and beside it what the log proves about it. */
function Tracked({ uid }: { uid: string }) {
  const renewPage = useRenew(uid);
  const verifying = useVerification(uid, renewPage);
  const { result } = verifying;
  const { data: figures } = useQuery({
    ...figuresQuery,
    enabled: verifying.isChecking || result !== undefined,
  });
  return (
    <TrackingView
      uid={uid}
      alarm={(tracking) => (
        <>
          <ProofAlarm tracking={tracking} result={result} />
          <PolicyNotice
            isChanged={Boolean(result?.changedPolicy)}
            isChecking={verifying.isChecking}
            onAccept={verifying.acceptChange}
          />
        </>
      )}
      markOf={(tracking) => (entry) => (
        <EntrySeal
          entry={entry}
          seal={sealOf(entry, tracking, result, independentOf(figures))}
          onMissingHash={() => void renewPage()}
        />
      )}
      proof={(tracking) => (
        <ProofPanel
          uid={uid}
          tracking={tracking}
          verifying={verifying}
          independent={independentOf(figures)}
        />
      )}
    />
  );
}

/** Asks for the page again; false where no new answer came. */
function useRenew(uid: string): () => Promise<boolean> {
  const queryClient = useQueryClient();
  return async () => {
    const queryKey = trackingKey(uid);
    try {
      await queryClient.refetchQueries({ queryKey }, { throwOnError: true });
      return queryClient.getQueryState(queryKey)?.fetchStatus === "idle";
    } catch {
      return false;
    }
  };
}
