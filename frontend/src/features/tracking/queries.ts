import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { Tracking } from "@/api/types";
import { mergeEntries } from "@/lib/entries";

export const trackingKey = (uid: string) => ["tracking", uid] as const;

/**
 * An answer can be older than what the socket has brought meanwhile: entries are joined, never replaced, and the status
 * is the one of the newest entry.
 */
export function withKnown(answer: Tracking, known: Tracking | undefined): Tracking {
  const entries = mergeEntries(answer.entries, known?.entries ?? []).entries;
  return { ...answer, entries, status: entries.at(-1)?.status ?? answer.status };
}

export const trackingQuery = (uid: string, queryClient: QueryClient) =>
  queryOptions({
    queryKey: trackingKey(uid),
    queryFn: async ({ signal }): Promise<Tracking> => {
      const answer = await dataOf(api.GET("/api/v1/tracking/{uid}/", { params: { path: { uid } }, signal }));
      return withKnown(answer, queryClient.getQueryData<Tracking>(trackingKey(uid)));
    },
    retry: (failures, error) =>
      failures < 2 && !(error instanceof Error && "status" in error && error.status === 404),
    staleTime: 0,
  });
