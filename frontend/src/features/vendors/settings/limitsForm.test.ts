import { expect, it } from "vitest";
import { limitsSchema } from "./limitsForm";

const GOOD = { answer_minutes: "20", cancel_offer_minutes: "45", pickup_hours: "2" };
const problems = (changes: object): string[] =>
  limitsSchema.safeParse({ ...GOOD, ...changes }).error?.issues.map(({ message }) => message) ?? [];

it("takes whole numbers as they are typed", () => {
  expect(limitsSchema.parse(GOOD)).toEqual({ answer_minutes: 20, cancel_offer_minutes: 45, pickup_hours: 2 });
});

it("explains what makes no sense", () => {
  expect(problems({ answer_minutes: "" })).toEqual(["From 5 to 720 minutes"]);
  expect(problems({ pickup_hours: "1.5" })).toEqual(["From 1 to 72 hours"]);
  expect(problems({ answer_minutes: "45" })).toEqual(["Later than your answer is due"]);
});
