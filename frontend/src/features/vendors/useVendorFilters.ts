import { useNavigate, useSearchParams } from "react-router";
import { filtersFrom, paramsFrom, type VendorFilters } from "./filters";

/** What the address holds beside the filters: the name of the place that is searched near, and whether there is a map. */
export interface ViewParams {
  place?: string;
  view?: "map";
}

export type ChangeFilters = (change: Partial<VendorFilters & ViewParams>) => void;

/** The filters live in the address, so that a search can be sent to somebody. `fixed` ones are the page's own: to choose otherwise leaves it. */
export function useVendorFilters(fixed: VendorFilters = {}): [VendorFilters, ChangeFilters, ViewParams] {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const change: ChangeFilters = (changes) => {
    if (Object.keys(changes).some((name) => name in fixed)) {
      const chosen = { ...filtersFrom(params), ...viewFrom(params), ...fixed, ...changes };
      void navigate({ pathname: "/", search: `${paramsFrom(chosen)}` });
      return;
    }
    setParams((current) => paramsFrom({ ...filtersFrom(current), ...viewFrom(current), ...changes }), {
      replace: true,
      preventScrollReset: true,
    });
  };
  return [{ ...filtersFrom(params), ...fixed }, change, viewFrom(params)];
}

function viewFrom(params: URLSearchParams): ViewParams {
  const place = params.get("near") ? params.get("place")?.slice(0, 80) : undefined;
  return {
    ...(place ? { place } : {}),
    ...(params.get("view") === "map" ? { view: "map" as const } : {}),
  };
}
