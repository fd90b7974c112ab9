import { nameActor } from "./actingAs";
import { problemFrom } from "./problem";
import { asksWhoItIs, confirmIdentity } from "./reauthentication";
import { noteSecondFactorNeed } from "./secondFactorNeed";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const CONFIG_URL = "/_allauth/browser/v1/config";

export function readCookie(name: string, cookies: string = document.cookie): string | null {
  for (const part of cookies.split(";")) {
    const [key, ...value] = part.trim().split("=");
    if (key === name) return decodeURIComponent(value.join("="));
  }
  return null;
}

// Production prefixes its cookie names; see the server's settings.
const csrfCookie = (): string | null => readCookie("__Host-csrftoken") ?? readCookie("csrftoken");

export async function csrfToken(): Promise<string> {
  const known = csrfCookie();
  if (known) return known;
  await fetch(new URL(CONFIG_URL, location.origin), { credentials: "same-origin" });
  return csrfCookie() ?? "";
}

/**
 * Every call to our server goes through here: it carries the session cookie, the CSRF token where something is written,
 * and throws a `Problem` for every answer that is not a success. Where the server asks again who it is, so does the
 * reader's screen, and then the call is repeated.
 */
export async function send(request: Request): Promise<Response> {
  const again = request.clone();
  try {
    return await sendOnce(request);
  } catch (error) {
    if (!asksWhoItIs(error)) throw error;
    await confirmIdentity(error);
    return sendOnce(again);
  }
}

async function sendOnce(request: Request): Promise<Response> {
  const writes = !SAFE.has(request.method);
  if (writes) request.headers.set("X-CSRFToken", await csrfToken());
  request.headers.set("Accept", "application/json");
  nameActor(request);
  const response = await fetch(request);
  if (response.ok) return response;
  const problem = await problemFrom(response);
  noteSecondFactorNeed(problem);
  throw problem;
}

export function jsonRequest(path: string, method: string, body?: unknown): Request {
  return new Request(new URL(path, location.origin), {
    method,
    credentials: "same-origin",
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}
