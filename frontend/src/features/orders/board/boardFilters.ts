import { useEffect } from "react";
import { useSearchParams } from "react-router";
import { browserStorage } from "@/lib/browserStorage";
import type { BoardOrder } from "./groups";
import { matches } from "./groups";
import { isLate } from "./lateness";

/** What the board shows; it stands in the address, so that a link shows the same. */
export interface BoardFilters {
  show: "open" | "finished";
  layout: "board" | "list";
  way: "" | "pickup" | "delivery";
  late: boolean;
  search: string;
}

const pick = <T extends string>(value: string | null, known: readonly T[], otherwise: T): T =>
  known.find((each) => each === value) ?? otherwise;

export const filtersFrom = (query: URLSearchParams): BoardFilters => ({
  show: pick(query.get("show"), ["open", "finished"], "open"),
  layout: pick(query.get("layout"), ["board", "list"], "board"),
  way: pick(query.get("way"), ["", "pickup", "delivery"], ""),
  late: query.get("late") === "1",
  search: query.get("q") ?? "",
});

export function queryFrom({ show, layout, way, late, search }: BoardFilters): URLSearchParams {
  const query = new URLSearchParams();
  if (show !== "open") query.set("show", show);
  if (layout !== "board") query.set("layout", layout);
  if (way) query.set("way", way);
  if (late) query.set("late", "1");
  if (search) query.set("q", search);
  return query;
}

export const keeps = (filters: BoardFilters, each: BoardOrder, now: number): boolean =>
  matches(each.order, filters.search) &&
  (!filters.way || each.order.fulfilment === filters.way) &&
  (!filters.late || isLate(each, now));

/** The filters of the address; a board that is opened without any gets those that this person had last. */
export function useBoardFilters(name: string): [BoardFilters, (changes: Partial<BoardFilters>) => void] {
  const [query, setQuery] = useSearchParams();
  const filters = filtersFrom(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the board opens; later an empty address is a choice
  useEffect(() => {
    const last = browserStorage.getItem(name);
    if (last && [...query].length === 0) setQuery(last, { replace: true });
  }, [name]);
  const change = (changes: Partial<BoardFilters>): void => {
    const next = { ...filters, ...changes };
    // What was searched for is of the moment.
    browserStorage.setItem(name, queryFrom({ ...next, search: "" }).toString());
    setQuery(queryFrom(next), { replace: true });
  };
  return [filters, change];
}
