import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import type { BasketVendor } from "@/api/types";

/** The server looks at this many at once; a basket beyond it is read in parts. */
const MOST_AT_ONCE = 200;

async function vendorsOf(ids: readonly number[], signal?: AbortSignal): Promise<BasketVendor[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / MOST_AT_ONCE) }, (_, part) =>
    ids.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE),
  );
  const answers = await Promise.all(
    parts.map((part) =>
      dataOf(api.GET("/api/v1/basket/", { params: { query: { items: part.join(",") } }, signal })),
    ),
  );
  const bySlug = new Map<string, BasketVendor>();
  for (const vendor of answers.flatMap(({ vendors }) => vendors)) {
    const known = bySlug.get(vendor.slug);
    bySlug.set(vendor.slug, known ? { ...known, items: [...known.items, ...vendor.items] } : vendor);
  }
  return [...bySlug.values()];
}

/** What these items cost and how many are left, now. */
export const basketQuery = (ids: readonly number[]) =>
  queryOptions({
    queryKey: ["basket", ids],
    queryFn: ({ signal }) => vendorsOf(ids, signal),
    staleTime: 15_000,
    refetchOnWindowFocus: true,
  });
