import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { UnsubscribeLink } from "@/api/types";

/** What a link stops, and whether it is stopped. */
export const linkQuery = (token: string) =>
  queryOptions({
    queryKey: ["unsubscribe", token],
    queryFn: ({ signal }): Promise<UnsubscribeLink> =>
      dataOf(api.GET("/api/v1/unsubscribe/", { params: { query: { token } }, signal })),
    retry: false,
  });

export const setByLink = (token: string, isOn: boolean): Promise<UnsubscribeLink> =>
  dataOf(api.POST("/api/v1/unsubscribe/", { body: { token, is_on: isOn } }));
