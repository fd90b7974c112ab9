import { expect, it } from "vitest";
import type { Tracking } from "@/api/types";
import { progressSteps } from "@/lib/progress";
import { openingDays, openingToday } from "./openingToday";
import { keptWords, promiseOf } from "./promise";
import cases from "./story.cases.json";

/** The same cases hold the server's first view: tests/tracking/test_story.py. */
type Entry = Tracking["entries"][number];
const at = (clock: string | null): string | null => clock && `2026-11-01T${clock}:00.000000Z`;
const fulfilmentOf = (text: string): Tracking["fulfilment"] => (text === "delivery" ? "delivery" : "pickup");

it.each(cases.progress)("$fulfilment, $status: how far it has come", ({ status, fulfilment, states }) => {
  expect(progressSteps(status, fulfilmentOf(fulfilment)).map(({ state }) => state)).toEqual(states);
});

it.each(cases.promises)("a promise: $name", ({ entries, fulfilment, promise }) => {
  const told = entries.map(([status, promised, recorded]) => ({
    status: status as Entry["status"],
    estimated_ready_at: at(promised ?? null),
    recorded_at: at(recorded ?? null) ?? "",
  }));
  expect(promiseOf(told, fulfilmentOf(fulfilment))).toEqual(
    promise && { at: at(promise.at), firstAt: at(promise.first_at), keptAt: at(promise.kept_at) },
  );
});

it.each([
  ["10:26", "4 minutes before promised"],
  ["10:31", "1 minute after promised"],
  ["10:30", "as promised"],
])("there at %s of 10:30 is %s", (kept, words) => {
  const promised = { at: at("10:30") ?? "", firstAt: null, keptAt: at(kept) ?? "" };
  expect(keptWords(promised, "pickup")).toBe(`Ready ${words}`);
});

const OPEN = [
  { opens: "08:00", closes: "12:00" },
  { opens: "14:00", closes: "18:00" },
];
const week = (...spans: Tracking["vendor"]["hours"][number]["spans"][]) => ({
  timezone: "Pacific/Auckland",
  hours: spans.map((each, index) => ({ day: `2026-11-${String(1 + index).padStart(2, "0")}`, spans: each })),
});
const SUNDAY = Date.parse("2026-10-31T20:00:00Z"); // already Sunday, 1 November, where the vendor is

it.each([
  [week(OPEN), "Open today 08:00 to 12:00, 14:00 to 18:00"],
  [week([], [], OPEN), "Closed today, open Tuesday 08:00 to 12:00, 14:00 to 18:00"],
  [week([], []), "Closed today"],
  [week(), ""],
])("says whether the vendor is open by its own day", (vendor, words) => {
  expect(openingToday(vendor, SUNDAY)).toBe(words);
});

it("says nothing of a day that is over", () => {
  expect(openingToday(week(OPEN), SUNDAY + 3 * 86_400_000)).toBe("");
  expect(openingDays(week([], OPEN.slice(0, 1)))).toEqual([
    { day: "Sunday", words: "Closed" },
    { day: "Monday", words: "08:00 to 12:00" },
  ]);
});
