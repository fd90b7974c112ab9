import { expect, it } from "vitest";
import { openingWords } from "./opening";

const at = (text: string): number => Date.parse(text);
const say = (open_now: boolean, changes: string | null, now: string, timezone = "Europe/London"): string =>
  openingWords({ open_now, opening_changes_at: changes, timezone }, at(now), "en-GB");

it("says until when, by the vendor's clock", () => {
  expect(say(true, "2026-06-01T16:00:00Z", "2026-06-01T09:00:00Z")).toBe("Open until 17:00");
  expect(say(true, "2026-06-01T16:00:00Z", "2026-06-01T15:30:00Z")).toBe("Closes soon, 17:00");
  expect(say(true, "2026-06-02T01:00:00Z", "2026-06-01T20:00:00Z")).toBe("Open until 02:00");
  expect(say(true, null, "2026-06-01T20:00:00Z")).toBe("Open now");
});

it("says when it opens", () => {
  expect(say(false, "2026-06-01T16:00:00Z", "2026-06-01T09:00:00Z")).toBe("Opens 17:00");
  expect(say(false, "2026-06-01T09:30:00Z", "2026-06-01T09:00:00Z")).toBe("Opens soon, 10:30");
  expect(say(false, "2026-06-02T07:00:00Z", "2026-06-01T20:00:00Z")).toBe("Opens 08:00 tomorrow");
  expect(say(false, "2026-06-08T07:00:00Z", "2026-06-05T20:00:00Z")).toBe("Opens Monday 08:00");
  expect(say(false, null, "2026-06-01T20:00:00Z")).toBe("Closed");
});

it("takes tomorrow from the vendor's zone", () => {
  // 23:30 in London is 18:30 in New York: 08:00 there is tomorrow, in London it is the day after next.
  expect(say(false, "2026-06-02T12:00:00Z", "2026-06-01T22:30:00Z", "America/New_York")).toBe(
    "Opens 08:00 tomorrow",
  );
});

it("does not go on saying what is over", () => {
  expect(say(true, "2026-06-01T16:00:00Z", "2026-06-01T16:00:01Z")).toBe("Closed");
});
