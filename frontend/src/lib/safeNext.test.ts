import { expect, it } from "vitest";
import { safeNext } from "./safeNext";

it.each([
  ["/checkout/hearth-rye", "/checkout/hearth-rye"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  [null, "/"],
])("after signing in, %s leads to %s", (next, target) => {
  expect(safeNext(next)).toBe(target);
});
