import { HttpResponse } from "msw";

export const problem = (status: number, code: string, extra: Record<string, unknown> = {}) =>
  HttpResponse.json(
    { type: "about:blank", title: code, status, detail: code, code, trace_id: "mock", ...extra },
    { status, headers: { "Content-Type": "application/problem+json" } },
  );
