import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { jsonRequest, send } from "@/api/http";
import { Problem, wordsOf } from "@/api/problem";
import { server } from "@/test/server";
import { asksAgain, createQueryClient, pauseBefore } from "./queryClient";

const OVERLOADED = new Problem(503, "overloaded", "TrustTrack has more to do than it can.", [], {}, 3);

describe("what is asked again", () => {
  it("waits as long as a busy server says, and a little longer by chance", () => {
    expect([0, 3, 4].map((failures) => asksAgain(failures, OVERLOADED))).toEqual([true, true, false]);
    const pauses = Array.from({ length: 50 }, () => pauseBefore(0, OVERLOADED));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(3000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(4500);
    expect(new Set(pauses).size).toBeGreaterThan(1);
    expect(pauseBefore(0, new Problem(503, "busy", "", [], {}, 3600))).toBe(30_000);
  });

  it("leaves refusals alone and tries hiccups twice, after growing pauses", () => {
    expect(asksAgain(0, new Problem(404, "not_found", ""))).toBe(false);
    expect([0, 1, 2].map((failures) => asksAgain(failures, new Problem(0, "network", "")))).toEqual([
      true,
      true,
      false,
    ]);
    expect([0, 1].map((failures) => pauseBefore(failures, new Problem(500, "error", "")))).toEqual([
      1000, 2000,
    ]);
  });

  it("reads by itself what a busy server answers later, and does not repeat what changes something", async () => {
    let reads = 0;
    let writes = 0;
    const busy = () =>
      HttpResponse.json({ code: "overloaded" }, { status: 503, headers: { "Retry-After": "0.01" } });
    server.use(
      http.get("*/thing", () => (reads++ < 2 ? busy() : HttpResponse.json({ name: "Crumb & Co" }))),
      http.post("*/thing", () => {
        writes++;
        return busy();
      }),
    );
    const client = createQueryClient();
    const read = client.fetchQuery({
      queryKey: ["thing"],
      queryFn: async () => (await send(jsonRequest("/thing", "GET"))).json(),
      retry: asksAgain,
    });
    expect(await read).toEqual({ name: "Crumb & Co" });
    const refused = await send(jsonRequest("/thing", "POST", {})).catch((error: unknown) => error);
    expect(wordsOf(refused)).toContain("Nothing was changed");
    expect([reads, writes]).toEqual([3, 1]);
  });
});
