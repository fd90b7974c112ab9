import { expect, it } from "vitest";
import { standingOf } from "./standing";

const on = { publicKey: "BA", ids: [7], permission: "granted" as const, isSubscribed: true, ownId: 7 };

it.each([
  ["on", {}],
  ["unavailable", { publicKey: "" }],
  ["denied", { permission: "denied" as const }],
  ["off", { permission: "default" as const }],
  ["off", { isSubscribed: false }],
  ["off", { ownId: undefined }],
  ["off", { ids: [8] }], // another account's, or turned off elsewhere
])("is %s with %o", (standing, change) => {
  expect(standingOf({ ...on, ...change })).toBe(standing);
});
