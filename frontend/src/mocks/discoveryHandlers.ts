import { HttpResponse, http } from "msw";
import type { SavedSearch } from "@/api/types";
import { ago, vendors } from "./data";
import { problem } from "./problem";

const kept = new Set<string>(["hearth-rye"]);
const searches: SavedSearch[] = [{ id: 1, name: "Bread nearby", query: "search=bread", created_at: ago(1) }];

/** What an account keeps of its searching. */
export const discoveryHandlers = [
  http.get("*/api/v1/me/favourite-slugs/", () => HttpResponse.json({ slugs: [...kept] })),
  http.get("*/api/v1/me/favourites/", () =>
    HttpResponse.json({
      results: vendors.filter(({ slug }) => kept.has(slug)).map((vendor) => ({ vendor, added_at: ago(1) })),
      next: null,
      previous: null,
    }),
  ),
  http.put("*/api/v1/me/favourites/:slug/", ({ params }) => {
    kept.add(String(params.slug));
    return new HttpResponse(null, { status: 204 });
  }),
  http.delete("*/api/v1/me/favourites/:slug/", ({ params }) => {
    kept.delete(String(params.slug));
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/v1/me/searches/", () =>
    HttpResponse.json({ results: searches, next: null, previous: null }),
  ),
  http.post("*/api/v1/me/searches/", async ({ request }) => {
    const { name, query } = (await request.json()) as { name: string; query: string };
    const saved = { id: searches.length + 1, name, query, created_at: ago(0) };
    searches.unshift(saved);
    return HttpResponse.json(saved, { status: 201 });
  }),
  http.delete("*/api/v1/me/searches/:id/", ({ params }) => {
    const at = searches.findIndex(({ id }) => id === Number(params.id));
    if (at < 0) return problem(404, "not_found");
    searches.splice(at, 1);
    return new HttpResponse(null, { status: 204 });
  }),
];
