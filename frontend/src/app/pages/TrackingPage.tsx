import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "react-router";
import { PolicyNotice } from "@/features/ledger/PolicyNotice";
import { figuresQuery } from "@/features/ledger/queries";
import { EntrySeal } from "@/features/ledger/tracking/EntrySeal";
import { LostProof } from "@/features/ledger/tracking/LostProof";
import { ProofAlarm } from "@/features/ledger/tracking/ProofAlarm";
import { ProofPanel } from "@/features/ledger/tracking/ProofPanel";
import { sealOf } from "@/features/ledger/tracking/seal";
import { useVerification } from "@/features/ledger/tracking/useVerification";
import { isOfOtherLog } from "@/features/ledger/tracking/verification";
import { independentOf } from "@/features/ledger/types";
import { trackingKey, trackingQuery } from "@/features/tracking/queries";
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
  // Only looks on: the view asks for it.
  const { data: shown } = useQuery({ ...trackingQuery(uid, useQueryClient()), enabled: false });
  const verifying = useVerification(uid, renewPage, Boolean(shown?.ledger));
  const { resultFor, changed } = verifying;
  const { data: figures } = useQuery({ ...figuresQuery, enabled: verifying.isOfInterest });
  return (
    <TrackingView
      uid={uid}
      alarm={(tracking) => (
        <>
          <ProofAlarm tracking={tracking} result={resultFor(tracking)} />
          <LostProof uid={uid} tracking={tracking} errors={[verifying.error, verifying.quietError]} />
          <PolicyNotice
            isChanged={changed !== null}
            otherLog={changed && isOfOtherLog(changed) ? changed.report.origin : null}
            isChecking={verifying.isChecking}
            onAccept={verifying.acceptChange}
          />
        </>
      )}
      markOf={(tracking) => (entry) => (
        <EntrySeal
          entry={entry}
          seal={sealOf(entry, tracking, resultFor(tracking), independentOf(figures))}
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
