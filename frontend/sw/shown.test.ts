import { expect, it } from "vitest";
import { shownOf } from "./shown";

it("shows what was pushed, under a tag by which it replaces itself", () => {
  const pushed = { title: "Accepted", body: "Order K7QM2", url: "/orders/abc", tag: "t1" };
  expect(shownOf(JSON.stringify(pushed))).toEqual({
    title: "Accepted",
    options: { body: "Order K7QM2", data: "/orders/abc", icon: "/static/favicon.svg", tag: "t1" },
  });
});

it.each(["", "not JSON", "null", "[1]", '{"title": 3}'])("shows something for %j too", (text) => {
  expect(shownOf(text)).toEqual({
    title: "TrustTrack has news for you",
    options: { body: "", data: "/notifications", icon: "/static/favicon.svg" },
  });
});
