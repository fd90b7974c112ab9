import type { ReviewOrdering } from "@/api/types";
import { t } from "@/lib/language/catalogue";

/** Under the API's own names, in the address and in the call. */
export interface ReviewFilters {
  rating?: number;
  with_photos?: boolean;
  with_words?: boolean;
  search?: string;
  ordering?: ReviewOrdering;
}

export const ORDERINGS = (): readonly (readonly [key: ReviewOrdering, words: string])[] => [
  ["newest", t("Newest first")],
  ["helpful", t("Most helpful first")],
  ["highest", t("Highest first")],
  ["lowest", t("Lowest first")],
  ["oldest", t("Oldest first")],
];

/** The filters as the address holds them; nonsense in the address is ignored. */
export function reviewFiltersFrom(params: URLSearchParams): ReviewFilters {
  const rating = Number(params.get("rating"));
  const ordering = ORDERINGS().find(([key]) => key === params.get("ordering"))?.[0];
  return {
    ...([1, 2, 3, 4, 5].includes(rating) && { rating }),
    ...(params.get("with_photos") === "true" && { with_photos: true }),
    ...(params.get("with_words") === "true" && { with_words: true }),
    ...(params.get("search")?.trim() && { search: params.get("search")?.trim().slice(0, 100) }),
    ...(ordering && ordering !== "newest" && { ordering }),
  };
}

/** Whether some reviews are left out. */
export const isFiltered = ({ ordering: _ordering, ...filters }: ReviewFilters): boolean =>
  Object.values(filters).some(Boolean);
