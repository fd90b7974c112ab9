import { HttpResponse, http } from "msw";
import { afterEach, describe, expect, it } from "vitest";
import { server } from "@/test/server";
import { jsonRequest, readCookie, send } from "./http";

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

  it("reads one cookie among many", () => {
    expect(readCookie("csrftoken", "a=1; csrftoken=x%3Dy; b=2")).toBe("x=y");
    expect(readCookie("csrf", "csrftoken=1")).toBeNull();
  });
});
