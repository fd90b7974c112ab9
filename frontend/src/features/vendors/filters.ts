import { t } from "@/lib/language/catalogue";

export type Ordering = "best" | "rating" | "newest" | "name" | "distance";

export interface VendorFilters {
  search?: string;
  as_typed?: boolean;
  category?: string;
  city?: string;
  is_verified?: boolean;
  open_now?: boolean;
  min_rating?: number;
  near?: string;
  radius_km?: number;
  ordering?: Ordering;
}

export const ORDERINGS = () =>
  [
    ["best", t("Best match")],
    ["rating", t("Best rated")],
    ["distance", t("Nearest")],
    ["newest", t("Newest")],
    ["name", t("Name")],
  ] as const;

const orderingFrom = (text: string | null, near: boolean): Ordering | undefined => {
  const known = ORDERINGS().find(([key]) => key === text)?.[0];
  // The API refuses an order by distance without a place, rightly: drop it with the place.
  return known === "best" || (known === "distance" && !near) ? undefined : known;
};

export const DEFAULT_RADIUS_KM = 5;
/** Two decimals are about a kilometre: near enough to sort by, and no home in a link that may be shared. */
export const POSITION_DECIMALS = 2;

const positive = (text: string | null): number | undefined => {
  const value = Number(text);
  return text && Number.isFinite(value) && value > 0 ? value : undefined;
};

/** The filters as the address bar holds them, under the API's own names; nonsense in the address is ignored. */
export function filtersFrom(params: URLSearchParams): VendorFilters {
  const near = params.get("near") ?? "";
  const isPlace = /^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(near);
  const search = params.get("search")?.trim() || undefined;
  const filters: VendorFilters = {
    search,
    as_typed: (search && params.get("as_typed") === "true") || undefined,
    category: params.get("category") || undefined,
    city: params.get("city") || undefined,
    is_verified: params.get("is_verified") === "true" || undefined,
    open_now: params.get("open_now") === "true" || undefined,
    min_rating: positive(params.get("min_rating")),
    ordering: orderingFrom(params.get("ordering"), isPlace),
  };
  if (isPlace) {
    filters.near = near;
    filters.radius_km = positive(params.get("radius_km")) ?? DEFAULT_RADIUS_KM;
  }
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}

export function paramsFrom(filters: object): URLSearchParams {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(filters)) {
    if (value !== undefined && value !== "" && value !== false) params.set(key, String(value));
  }
  return params;
}
