import { describe, expect, it } from "vitest";
import { type HoursValues, hoursBody, hoursSchema, hoursValues, lengthOf } from "./hoursForm";

type Row = [weekday: number, opens: string, closes: string];

const week = (...rows: Row[]): HoursValues =>
  hoursValues(rows.map(([weekday, opens, closes]) => ({ weekday, opens, closes })));
const complaints = (values: HoursValues): string[] =>
  (hoursSchema.safeParse(values).error?.issues ?? []).map(({ path }) => path.join("."));

describe("opening hours", () => {
  it.each<[string, Row[]]>([
    [
      "a day in two parts",
      [
        [0, "09:00", "12:00"],
        [0, "12:00", "17:00"],
      ],
    ],
    [
      "a night that ends as the next day begins",
      [
        [4, "18:00", "02:00"],
        [5, "02:00", "10:00"],
      ],
    ],
    ["round the clock, every day", [0, 1, 2, 3, 4, 5, 6].map((day): Row => [day, "00:00", "00:00"])],
    ["a closed week", []],
  ])("takes %s", (_name, rows) => {
    expect(complaints(week(...rows))).toEqual([]);
  });

  it.each<[string, Row[], string]>([
    [
      "hours within others",
      [
        [0, "09:00", "17:00"],
        [0, "12:00", "13:00"],
      ],
      "days.0.spans.1.opens",
    ],
    [
      "the same hours twice",
      [
        [2, "09:00", "17:00"],
        [2, "09:00", "17:00"],
      ],
      "days.2.spans.1.opens",
    ],
    [
      "a night that runs into the morning",
      [
        [4, "18:00", "03:00"],
        [5, "02:00", "10:00"],
      ],
      "days.5.spans.0.opens",
    ],
    [
      "a Sunday night that runs into Monday",
      [
        [6, "20:00", "04:00"],
        [0, "03:00", "10:00"],
      ],
      "days.0.spans.0.opens",
    ],
  ])("does not take %s", (_name, rows, path) => {
    expect(complaints(week(...rows))).toEqual([path]);
  });

  it("asks for a time that was not filled in", () => {
    expect(complaints(week([3, "", "17:00"]))).toEqual(["days.3.spans.0.opens"]);
  });

  it("knows how long a night is", () => {
    expect(lengthOf({ opens: "22:00", closes: "02:30" })).toBe(270);
    expect(lengthOf({ opens: "08:00", closes: "08:00" })).toBe(1440);
  });

  it("goes to the API as it came, without the seconds", () => {
    const hours = [
      { weekday: 0, opens: "08:00:00", closes: "12:00:00" },
      { weekday: 6, opens: "20:00:00", closes: "04:00:00" },
    ];
    expect(hoursBody(hoursValues(hours))).toEqual([
      { weekday: 0, opens: "08:00", closes: "12:00" },
      { weekday: 6, opens: "20:00", closes: "04:00" },
    ]);
  });
});
