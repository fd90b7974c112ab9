import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { isProblem } from "@/api/problem";
import type { Tracking } from "@/api/types";
import { EntrySeal } from "@/features/ledger/tracking/EntrySeal";
import { uncheckedSeal } from "@/features/ledger/tracking/marks";
import { type Checking, ProofPanel, UNCHECKED } from "@/features/ledger/tracking/ProofPanel";
import { Informed } from "@/features/tracking/Informed";
import { trackingKey } from "@/features/tracking/queries";
import { TrackingView } from "@/features/tracking/TrackingView";
import { useLiveTracking } from "@/features/tracking/useLiveTracking";
import { t } from "@/lib/language/catalogue";
import { TrackSkeleton, TrackState } from "./TrackState";
import { type Proof, useProof } from "./useProof";

/** The order as the tracking page shows it, and beside it what the log proves about it. */
export function TrackedOrder({ uid }: { uid: string }) {
  const { query, connection } = useLiveTracking(uid);
  const renewPage = useRenew(uid);
  const proof = useProof(uid);
  const { data: tracking, error } = query;
  const hasGone = isProblem(error) && error.status === 404;
  if (!tracking || hasGone) {
    if (query.isPending) return <TrackSkeleton />;
    return <TrackState error={error} onRetry={() => void query.refetch()} />;
  }
  const { parts, state } = proof;
  const drawn = parts && state ? { parts, state } : null;
  return (
    <>
      {parts && (
        <parts.Engine
          uid={uid}
          isShown={tracking.ledger !== null}
          renewPage={renewPage}
          onState={proof.onState}
        />
      )}
      <TrackingView
        tracking={tracking}
        connection={connection}
        asOf={query.dataUpdatedAt}
        alarm={drawn && <drawn.parts.Alarms uid={uid} tracking={tracking} state={drawn.state} />}
        informed={<Informed uid={uid} tracking={tracking} />}
        markOf={(entry) =>
          tracking.ledger && (
            <EntrySeal
              entry={entry}
              seal={drawn ? drawn.parts.checkedSeal(entry, tracking, drawn.state) : uncheckedSeal(entry)}
              onMissingHash={() => void renewPage()}
            />
          )
        }
        proof={
          <ProofPanel
            uid={uid}
            tracking={tracking}
            checking={checkingOf(tracking, proof)}
            result={drawn && <drawn.parts.Result tracking={tracking} state={drawn.state} />}
            onVerify={proof.verify}
          />
        }
      />
    </>
  );
}

function checkingOf(tracking: Tracking, { parts, state, isLoading, isMissing }: Proof): Checking {
  if (parts && state) return parts.checkingOf(tracking, state);
  if (isLoading) return { ...UNCHECKED(), doing: t("Fetching what checks it…") };
  if (!isMissing) return UNCHECKED();
  return {
    ...UNCHECKED(),
    trouble: t("What checks it could not be fetched. Try again when you are online."),
  };
}

/** Asks for the page again; false where no new answer came. */
function useRenew(uid: string): () => Promise<boolean> {
  const queryClient = useQueryClient();
  const client = useRef(queryClient);
  return useCallback(async () => {
    const queryKey = trackingKey(uid);
    try {
      await client.current.refetchQueries({ queryKey }, { throwOnError: true });
      return client.current.getQueryState(queryKey)?.fetchStatus === "idle";
    } catch {
      return false;
    }
  }, [uid]);
}
