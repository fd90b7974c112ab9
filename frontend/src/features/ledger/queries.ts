import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { jsonRequest, send } from "@/api/http";

const FRESH_MS = 5_000;

/** Where the log's tiles are. */
export const logAddress = (): string => `${location.origin}/log/v1`;

/** Whom to believe about this log: its keys, its witnesses and how many of them it takes. No JSON, so not in the schema. */
export const fetchPolicy = async (): Promise<string> =>
  (await send(jsonRequest("/log/v1/policy", "GET"))).text();

/** The proof exactly as it was sent: these bytes are checked, and these are kept. */
export const fetchProof = (uid: string): Promise<string> =>
  dataOf(api.GET("/api/v1/tracking/{uid}/proof/", { params: { path: { uid } }, parseAs: "text" }));

/** The log's live figures. */
export const figuresQuery = queryOptions({
  queryKey: ["ledger"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/ledger/", { signal })),
  staleTime: FRESH_MS,
});

/** The same, asked again and again while somebody looks. */
export const liveFiguresQuery = { ...figuresQuery, refetchInterval: FRESH_MS };

export const policyQuery = queryOptions({
  queryKey: ["ledger", "policy"],
  queryFn: fetchPolicy,
  staleTime: 60_000,
});
