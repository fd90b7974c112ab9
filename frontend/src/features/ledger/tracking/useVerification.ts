import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "react-router";
import { chainInFragment } from "@/lib/orderChain";
import { acceptSitePolicy } from "../sitePolicy";
import { type Stage, type Verification, verifyOrder } from "./verification";

export interface Verifying {
  /** The last result; it stays while a new check runs or fails. */
  result: Verification | undefined;
  error: Error | null;
  isChecking: boolean;
  stage: Stage;
  /** The address brought a chain number that cannot be read. */
  linkDamaged: boolean;
  verify: () => void;
  /** Verify with the log's new policy from now on. */
  acceptChange: () => void;
}

/** Checks the order's history when the reader asks for it, and keeps the answer. */
export function useVerification(uid: string, renewPage: () => Promise<boolean>): Verifying {
  const { hash } = useLocation();
  const [stage, setStage] = useState<Stage>("fetching");
  const queryClient = useQueryClient();
  const linked = chainInFragment(hash);
  const queryKey = ["verification", uid];
  const query = useQuery({
    queryKey,
    queryFn: () => verifyOrder({ uid, linkedChain: linked ?? null, renewPage, onStage: setStage }),
    enabled: false,
    retry: false,
    networkMode: "always",
    gcTime: 30 * 60_000,
  });
  const acceptChange = (): void => {
    const changed = queryClient.getQueryData<Verification>(queryKey)?.changedPolicy;
    if (changed) acceptSitePolicy(changed);
    void query.refetch();
  };
  return {
    result: query.data,
    error: query.error,
    isChecking: query.isFetching,
    stage,
    linkDamaged: linked === null,
    verify: () => void query.refetch(),
    acceptChange,
  };
}
