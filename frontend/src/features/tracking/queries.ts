import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { Tracking } from "@/api/types";
import { withKnown } from "./frames";
import { forgetSnapshot, keptSnapshot, pageSnapshot } from "./snapshots";

export const trackingKey = (uid: string) => ["tracking", uid] as const;

const FRESH_MS = 10_000; // what came with the page is not asked for again at once
const opensNothing = (error: unknown): boolean => isProblem(error) && error.status === 404;

/** An order by its link: begun with what came with the page, else with what this browser kept of it. */
export function trackingQuery(uid: string, queryClient: QueryClient) {
  return queryOptions({
    queryKey: trackingKey(uid),
    queryFn: async ({ signal }): Promise<Tracking> => {
      try {
        const answer = await dataOf(
          api.GET("/api/v1/tracking/{uid}/", { params: { path: { uid } }, signal }),
        );
        return withKnown(answer, queryClient.getQueryData<Tracking>(trackingKey(uid)));
      } catch (error) {
        if (opensNothing(error)) forgetSnapshot(uid);
        throw error;
      }
    },
    initialData: () => begunWith(uid)?.tracking,
    initialDataUpdatedAt: () => begunWith(uid)?.at,
    retry: (failures, error) => failures < 2 && !opensNothing(error),
    staleTime: FRESH_MS,
  });
}

const begunWith = (uid: string) => pageSnapshot(uid) ?? keptSnapshot(uid);
