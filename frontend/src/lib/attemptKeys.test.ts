import { expect, it } from "vitest";
import { createAttemptKeys } from "./attemptKeys";

it("keeps the key for the same body and takes another for a changed one", () => {
  let count = 0;
  const keyFor = createAttemptKeys(() => `key-${++count}`);
  expect([keyFor({ a: 1 }), keyFor({ a: 1 }), keyFor({ a: 2 }), keyFor({ a: 2 })]).toEqual([
    "key-1",
    "key-1",
    "key-2",
    "key-2",
  ]);
});
