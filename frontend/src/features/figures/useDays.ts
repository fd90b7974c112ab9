import { useSearchParams } from "react-router";
import { useNow } from "@/lib/useNow";
import { dayIn, daysOf, type FigureDays, PRESETS, type Preset } from "./days";

/** The days that the address names; today where it names none. */
export function useDays(timeZone: string) {
  const [query, setQuery] = useSearchParams();
  const today = dayIn(timeZone, useNow());
  const preset: Preset = PRESETS.find(([key]) => key === query.get("days"))?.[0] ?? "today";
  const days = daysOf(preset, query, today);
  const change = (changes: Partial<FigureDays> & { preset?: Preset }): void => {
    const next = { preset, ...days, ...changes };
    const asked = new URLSearchParams({ days: next.preset });
    if (next.preset === "custom") {
      asked.set("first", next.first);
      asked.set("last", next.last);
    }
    if (next.against !== "before") asked.set("against", next.against);
    setQuery(asked, { replace: true });
  };
  return { preset, days, today, change };
}

export type ChosenDays = ReturnType<typeof useDays>;
