import { queryOptions } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";

/** What maps are drawn with; `style_url` is null where the site has none. */
export const mapStyleQuery = () =>
  queryOptions({
    queryKey: ["map-style"],
    queryFn: ({ signal }) => dataOf(api.GET("/api/v1/map-style/", { signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** MapLibre draws with WebGL 2; old phones and guarded browsers have none. */
export function canDrawMaps(): boolean {
  try {
    return document.createElement("canvas").getContext("webgl2") !== null;
  } catch {
    return false;
  }
}
