import { useSearchParams } from "react-router";
import { filtersIn } from "./deliveryFilters";

/** The filters of the page's address, and how to change one. */
export function useDeliveryFilters() {
  const [search, setSearch] = useSearchParams();
  const change = (name: "state" | "event_type", value: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return { filters: filtersIn(search), change };
}
