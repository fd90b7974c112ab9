import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { Tracking } from "@/api/types";
import { withKnown } from "./frames";

export const trackingKey = (uid: string) => ["tracking", uid] as const;

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
