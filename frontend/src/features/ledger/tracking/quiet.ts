import { useQuery } from "@tanstack/react-query";
import type { Tracking } from "@/api/types";
import { failures } from "../result/rows";
import { mismatches } from "./shown";
import type { Verification } from "./verification";

const AT_THE_LATEST_MS = 5_000;
const SOON_MS = 300;

/** When the browser has nothing better to do. */
const idle = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof requestIdleCallback === "function")
      requestIdleCallback(() => resolve(), { timeout: AT_THE_LATEST_MS });
    else setTimeout(resolve, SOON_MS);
  });

/** Checks once, some time after the page is there, what this browser has verified before. Without a connection it is let be. */
export const useQuietCheck = (uid: string, isWanted: boolean, check: () => Promise<Verification>) =>
  useQuery({
    queryKey: ["verification", uid, "quiet"],
    queryFn: async () => {
      await idle();
      return check();
    },
    enabled: isWanted,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    refetchOnReconnect: false,
  });

/** Whether a check that nobody asked for has to be heard of. */
export const isAlarming = (tracking: Tracking, checked: Verification): boolean =>
  failures(checked.report).length > 0 || mismatches(tracking, checked).length > 0;
