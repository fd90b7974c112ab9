import { useSearchParams } from "react-router";
import { type ReviewFilters, reviewFiltersFrom } from "./reviewFilters";

export type ChangeReviewFilters = (change: Partial<ReviewFilters>) => void;

/** The filters live in the address, so that what one looks at can be sent to somebody. */
export function useReviewFilters(): [ReviewFilters, ChangeReviewFilters] {
  const [params, setParams] = useSearchParams();
  const change: ChangeReviewFilters = (changes) =>
    setParams(
      (current) => {
        for (const [name, value] of Object.entries(changes)) {
          if (value) current.set(name, String(value));
          else current.delete(name);
        }
        return current;
      },
      { replace: true, preventScrollReset: true },
    );
  return [reviewFiltersFrom(params), change];
}
