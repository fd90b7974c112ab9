import { expect, it } from "vitest";
import { forgetDraft, keepDraft, readDraft } from "./checkoutDraft";

it("keeps what was typed for a day", () => {
  keepDraft({ note: "Sliced" }, 0);
  expect(readDraft(1000)).toEqual({ note: "Sliced" });
  expect(readDraft(25 * 3_600_000)).toEqual({});
  expect(sessionStorage).toHaveLength(0);
});

it("forgets when told, and reads nothing that is no draft", () => {
  keepDraft({ note: "Sliced" });
  forgetDraft();
  expect(readDraft()).toEqual({});
  sessionStorage.setItem("trusttrack.checkout.draft", "[");
  expect(readDraft()).toEqual({});
});
