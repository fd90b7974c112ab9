import { expect, it } from "vitest";
import { specialDaysBody, specialDaysSchema, specialDaysValues } from "./specialDaysForm";

const CLOSED = { day: "2026-12-25", opens: "", closes: "" };
const problems = (...days: { day: string; opens: string; closes: string }[]) =>
  specialDaysSchema.safeParse({ days }).error?.issues.map(({ path }) => path.join("."));

it("goes to the API and comes back, the nearest first", () => {
  const values = { days: [CLOSED, { day: "2026-12-31", opens: "10:00", closes: "12:00" }] };
  const body = specialDaysBody(values) ?? [];
  expect(body[0]).toEqual({ day: "2026-12-25", opens: null, closes: null });
  expect(specialDaysValues([...body].reverse())).toEqual(values);
});

it("takes two spans of a day, and neither half a span nor a day twice", () => {
  const [early, late] = [
    { day: "2026-12-31", opens: "10:00", closes: "12:00" },
    { day: "2026-12-31", opens: "13:00", closes: "15:00" },
  ];
  expect(problems(CLOSED, early, late)).toBeUndefined();
  expect(problems({ ...early, closes: "" })).toEqual(["days.0.closes"]);
  expect(problems(CLOSED, CLOSED)).toEqual(["days.1.day"]);
  expect(problems(early, { ...CLOSED, day: early.day })).toEqual(["days.1.day"]);
  expect(problems({ ...CLOSED, day: "" })).toEqual(["days.0.day"]);
});
