import { useSearchParams } from "react-router";
import type { MyOrdersFilter } from "./queries";

const SHOWN = ["all", "open", "done"] as const;

/** Which orders are shown stands in the address. */
export function useMyOrdersFilter() {
  const [params, setParams] = useSearchParams();
  const show = SHOWN.find((each) => each === params.get("show")) ?? "all";
  const filter: MyOrdersFilter = { show, reference: params.get("reference") ?? "" };
  const change = (next: Partial<MyOrdersFilter>): void => {
    const { show: wanted, reference } = { ...filter, ...next };
    const named = { ...(wanted === "all" ? {} : { show: wanted }), ...(reference ? { reference } : {}) };
    setParams(named, { replace: true });
  };
  return { filter, change };
}
