import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { vendorQuery } from "../queries";

export const onboardingQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug, "onboarding"],
    queryFn: ({ signal }) =>
      dataOf(api.GET("/api/v1/vendors/{slug}/onboarding/", { params: { path: { slug } }, signal })),
    staleTime: 15_000,
  });

/** The newest submissions with their documents: enough for what waits, and for what was decided last. */
export const checksQuery = (slug: string) =>
  queryOptions({
    queryKey: ["vendor", slug, "checks"],
    queryFn: ({ signal }) =>
      dataOf(
        api.GET("/api/v1/vendors/{slug}/checks/", {
          params: { path: { slug }, query: { page_size: 50 } },
          signal,
        }),
      ),
    staleTime: 15_000,
  });

/** After something was handed in or taken back: the checklist, the submissions and the profile say it at once. */
export async function refreshChecks(queryClient: QueryClient, slug: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: onboardingQuery(slug).queryKey }),
    queryClient.invalidateQueries({ queryKey: checksQuery(slug).queryKey }),
    queryClient.invalidateQueries({ queryKey: vendorQuery(slug).queryKey, exact: true }),
  ]);
}
