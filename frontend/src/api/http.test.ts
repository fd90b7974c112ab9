import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import { server } from "@/test/server";
import { jsonRequest, readCookie, send } from "./http";
import { askWith } from "./reauthentication";
import { secondFactorNeed } from "./secondFactorNeed";

const forget = (): void => {
  // biome-ignore lint/suspicious/noDocumentCookie: the plain cookie is what is under test
  document.cookie = "csrftoken=; max-age=0; path=/";
};

describe("send", () => {
  afterEach(forget);

  it("carries the CSRF token where something is written, and not where something is read", async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: as above
    document.cookie = "csrftoken=abc; path=/";
    const seen: (string | null)[] = [];
    const note = ({ request }: { request: Request }) => {
      seen.push(request.headers.get("X-CSRFToken"));
      return HttpResponse.json({});
    };
    server.use(http.get("*/thing", note), http.post("*/thing", note));
    await send(jsonRequest("/thing", "GET"));
    await send(jsonRequest("/thing", "POST", {}));
    expect(seen).toEqual([null, "abc"]);
  });

  it("fetches the cookie first when there is none", async () => {
    let sent: string | null = null;
    server.use(
      http.get("*/_allauth/browser/v1/config", () => {
        // biome-ignore lint/suspicious/noDocumentCookie: as above
        document.cookie = "csrftoken=fresh; path=/";
        return HttpResponse.json({});
      }),
      http.post("*/thing", ({ request }) => {
        sent = request.headers.get("X-CSRFToken");
        return HttpResponse.json({});
      }),
    );
    await send(jsonRequest("/thing", "POST", {}));
    expect(sent).toBe("fresh");
  });

  it("throws the server's problem with its code, message and pointers", async () => {
    server.use(
      http.post("*/thing", () =>
        HttpResponse.json(
          {
            code: "invalid",
            detail: "Look again.",
            errors: [{ pointer: "/contact/phone", detail: "Too short" }],
          },
          { status: 400 },
        ),
      ),
    );
    await expect(send(jsonRequest("/thing", "POST", {}))).rejects.toMatchObject({
      status: 400,
      code: "invalid",
      message: "Look again.",
      fields: [{ pointer: "/contact/phone", detail: "Too short" }],
    });
  });

  it("understands allauth's form of a complaint", async () => {
    server.use(
      http.post("*/thing", () =>
        HttpResponse.json(
          { status: 400, errors: [{ param: "email", message: "Enter a valid address.", code: "invalid" }] },
          { status: 400 },
        ),
      ),
    );
    await expect(send(jsonRequest("/thing", "POST", {}))).rejects.toMatchObject({
      code: "invalid",
      fields: [{ pointer: "/email", detail: "Enter a valid address." }],
    });
  });

  it("asks again who it is, and repeats the call as it was", async () => {
    const bodies: unknown[] = [];
    server.use(
      http.post("*/thing", async ({ request }) => {
        bodies.push(await request.json());
        return bodies.length === 1
          ? HttpResponse.json({ code: "reauthentication_required" }, { status: 401 })
          : HttpResponse.json({ done: true });
      }),
    );
    const stop = askWith(async () => true);
    const answer = await send(jsonRequest("/thing", "POST", { name: "Ana" }));
    stop();
    expect(await answer.json()).toEqual({ done: true });
    expect(bodies).toEqual([{ name: "Ana" }, { name: "Ana" }]);
  });

  it("does not repeat a call that its reader did not confirm", async () => {
    let calls = 0;
    server.use(
      http.post("*/thing", () => {
        calls += 1;
        return HttpResponse.json({ code: "reauthentication_required" }, { status: 401 });
      }),
    );
    const stop = askWith(async () => false);
    await expect(send(jsonRequest("/thing", "POST", {}))).rejects.toMatchObject({
      code: "reauthentication_cancelled",
    });
    stop();
    expect(calls).toBe(1);
  });

  it("notes that a second factor is wanted, whichever call it was", async () => {
    server.use(
      http.get("*/thing", () => HttpResponse.json({ code: "second_factor_needed" }, { status: 403 })),
    );
    await expect(send(jsonRequest("/thing", "GET"))).rejects.toMatchObject({ status: 403 });
    expect(secondFactorNeed.read()).toBe(true);
    secondFactorNeed.forget();
  });

  it("says how long to wait where only a header tells", async () => {
    server.use(
      http.get("*/thing", () =>
        HttpResponse.json({ status: 429 }, { status: 429, headers: { "Retry-After": "300" } }),
      ),
    );
    await expect(send(jsonRequest("/thing", "GET"))).rejects.toThrow(
      "Too many attempts. Try again in 5 minutes.",
    );
  });

  it("reads one cookie among many", () => {
    expect(readCookie("csrftoken", "a=1; csrftoken=x%3Dy; b=2")).toBe("x=y");
    expect(readCookie("csrf", "csrftoken=1")).toBeNull();
  });
});
