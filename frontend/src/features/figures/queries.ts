import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { FigureDays } from "./days";

export const figuresQuery = (slug: string, { first, last, against }: FigureDays) =>
  queryOptions({
    queryKey: ["figures", slug, first, last, against],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/figures/", {
          params: { path: { slug }, query: { first, last, against } },
          signal,
        }),
      ),
    staleTime: 60_000,
    // While other days are counted, those on screen stay.
    placeholderData: (previous) => previous,
  });

/** Where the same figures are to keep, as a file. */
export const fileUrl = (slug: string, { first, last, against }: FigureDays, kind: "csv" | "pdf"): string =>
  `/api/v1/vendors/${slug}/figures/file/?${new URLSearchParams({ first, last, against, as_file: kind })}`;
