import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";

const LOOK_AGAIN = 2_000;

/** The newest exports; looked at again and again while one is being made. */
export const exportsQuery = queryOptions({
  queryKey: ["me", "exports"],
  queryFn: async ({ signal }) =>
    (await dataOf(api.GET("/api/v1/me/exports/", { params: { query: { page_size: 5 } }, signal }))).results,
  refetchInterval: ({ state }) => (state.data?.some((one) => one.state === "pending") ? LOOK_AGAIN : false),
});

export const deletionQuery = queryOptions({
  queryKey: ["me", "deletion"],
  queryFn: ({ signal }) => dataOf(api.GET("/api/v1/me/deletion/", { signal })),
  staleTime: 5 * 60_000,
});

export const fetchExport = (uid: string): Promise<Blob> =>
  dataOf(
    api.GET("/api/v1/me/exports/{uid}/download/", { params: { path: { uid } }, parseAs: "blob" }),
  ) as Promise<Blob>;
