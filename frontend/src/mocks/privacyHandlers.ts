import { HttpResponse, http } from "msw";
import type { DataExport, Deletion } from "@/api/types";
import { askedByUs } from "./accountHandlers";
import { ago } from "./data";

/** One's data and the end of one's account, in memory. An export is ready when it is looked at the third time. */
let exports: DataExport[] = [];
let looks = 0;
let deletion: Deletion;

export const NONE: Deletion = { is_scheduled: false, asked_at: null, due_at: null, obstacles: [] };

export const anExport = (changes: Partial<DataExport> = {}): DataExport => ({
  uid: "export-1",
  state: "pending",
  done: 0,
  total: 0,
  size: 0,
  asked_at: ago(0),
  ready_at: null,
  expires_at: null,
  download_url: null,
  ...changes,
});

export const readyExport = (): DataExport =>
  anExport({
    state: "ready",
    done: 12,
    total: 12,
    size: 48_213,
    ready_at: ago(0),
    expires_at: ago(-24 * 7),
    download_url: "/api/v1/me/exports/export-1/download/",
  });

export function forgetPrivacy(): void {
  exports = [];
  looks = 0;
  deletion = NONE;
}
forgetPrivacy();

export const privacyHandlers = [
  http.get("*/api/v1/me/exports/", () => {
    looks += 1;
    if (looks > 2 && exports[0]?.state === "pending") exports[0] = readyExport();
    return HttpResponse.json({ results: exports, next: null, previous: null });
  }),
  http.post("*/api/v1/me/exports/", () => {
    const refused = askedByUs();
    if (refused) return refused;
    looks = 0;
    exports = [anExport({ done: 4, total: 12 }), ...exports];
    return HttpResponse.json(exports[0], { status: 202 });
  }),
  http.get(
    "*/api/v1/me/exports/:uid/download/",
    () =>
      askedByUs() ??
      HttpResponse.arrayBuffer(new TextEncoder().encode("PK").buffer, {
        headers: { "Content-Type": "application/zip" },
      }),
  ),
  http.get("*/api/v1/me/deletion/", () => HttpResponse.json(deletion)),
  http.post("*/api/v1/me/deletion/", () => {
    const refused = askedByUs();
    if (refused) return refused;
    deletion = { is_scheduled: true, asked_at: ago(0), due_at: ago(-24 * 14), obstacles: [] };
    return HttpResponse.json(deletion, { status: 202 });
  }),
  http.delete("*/api/v1/me/deletion/", () => {
    deletion = NONE;
    return new HttpResponse(null, { status: 204 });
  }),
];
