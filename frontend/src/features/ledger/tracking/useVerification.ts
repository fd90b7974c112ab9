import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Tracking } from "@/api/types";
import { chainInFragment } from "@/lib/orderChain";
import { acceptSitePolicy } from "../sitePolicy";
import { isAlarming, useQuietCheck } from "./quiet";
import { pinOf, type Stage, type Verification, verifyOrder } from "./verification";

export interface Verifying {
  /** The last result; it stays while a new check runs or fails. That of a quiet check only where it is alarming. */
  resultFor: (tracking: Tracking) => Verification | undefined;
  /** When this browser, unasked, checked it again, in ms; null where it did not, or where that is no longer of interest. */
  checkedAgainAt: number | null;
  /** The log names others than this browser kept. */
  changed: Verification | null;
  error: Error | null;
  /** Why a quiet check had no answer. */
  quietError: Error | null;
  /** Something was checked, or is being checked. */
  isOfInterest: boolean;
  isChecking: boolean;
  stage: Stage;
  verify: () => void;
  /** Verify with the log's new policy from now on. */
  acceptChange: () => void;
}

/**
 * Checks the order's history when the reader asks for it, and keeps the answer. Where this browser did so before, it does so once
 * by itself, too, as soon as there is a page with a proof (`isShown`).
 */
export function useVerification(uid: string, renewPage: () => Promise<boolean>, isShown: boolean): Verifying {
  const [stage, setStage] = useState<Stage>("fetching");
  const queryClient = useQueryClient();
  const linkedChain = chainInFragment(location.hash) ?? null;
  const [wasVerified] = useState(() => pinOf(uid) !== undefined);
  const queryKey = ["verification", uid];
  const query = useQuery({
    queryKey,
    queryFn: () => verifyOrder({ uid, linkedChain, renewPage, onStage: setStage }),
    enabled: false,
    retry: false,
    networkMode: "always",
    gcTime: 30 * 60_000,
  });
  const isAsked = query.isFetching || query.data !== undefined;
  const quiet = useQuietCheck(uid, wasVerified && isShown && !isAsked, () =>
    verifyOrder({ uid, linkedChain, renewPage, onStage: () => undefined }),
  );
  const newest = query.data ?? quiet.data;
  const acceptChange = (): void => {
    const latest = queryClient.getQueryData<Verification>(queryKey) ?? quiet.data;
    if (latest?.changedPolicy) acceptSitePolicy(latest.changedPolicy);
    void query.refetch();
  };
  return {
    resultFor: (tracking) =>
      query.data ?? (quiet.data && isAlarming(tracking, quiet.data) ? quiet.data : undefined),
    checkedAgainAt: query.data ? null : (quiet.data?.at ?? null),
    changed: newest?.changedPolicy ? newest : null,
    error: query.error,
    quietError: query.data ? null : quiet.error,
    isOfInterest: isAsked || quiet.data !== undefined,
    isChecking: query.isFetching,
    stage,
    verify: () => void query.refetch(),
    acceptChange,
  };
}
