import { useSearchParams } from "react-router";
import { filtersFrom, paramsFrom, type VendorFilters } from "./filters";

export type ChangeFilters = (change: Partial<VendorFilters>) => void;

/** The filters live in the address, so that a search can be sent to somebody. */
export function useVendorFilters(): [VendorFilters, ChangeFilters] {
  const [params, setParams] = useSearchParams();
  const change: ChangeFilters = (changes) =>
    setParams((current) => paramsFrom({ ...filtersFrom(current), ...changes }), {
      replace: true,
      preventScrollReset: true,
    });
  return [filtersFrom(params), change];
}
