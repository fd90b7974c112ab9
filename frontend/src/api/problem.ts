import { t } from "@/lib/language/catalogue";
import { duration } from "@/lib/time";

export interface FieldProblem {
  pointer: string;
  detail: string;
  code?: string;
}

/** An answer of the API that says no (RFC 9457), or no answer at all (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: FieldProblem[];
  readonly body: Record<string, unknown>;
  /** Seconds after which the server may be asked again, where it said so. */
  readonly retryAfter: number;

  constructor(
    status: number,
    code: string,
    message: string,
    fields: FieldProblem[] = [],
    body: Record<string, unknown> = {},
    retryAfter = 0,
  ) {
    super(message);
    this.name = "Problem";
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

const FALLBACK = (): Record<number, string> => ({
  401: t("Sign in first."),
  403: t("You are not allowed to do this."),
  404: t("This does not exist, or you have no access to it."),
  409: t("This took too long, or was done already. Start again."),
  503: t("TrustTrack has more to do than it can at this moment. Nothing was changed. Try again."),
});

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** How long to wait, in seconds; 0 where the server did not say. */
const waitOf = (response: Response): number => Math.max(0, Number(response.headers.get("Retry-After")) || 0);

/** How long to wait stands in a header; the sentence says it. */
function waitSentence(response: Response): string | undefined {
  if (response.status !== 429) return undefined;
  const seconds = waitOf(response);
  return t("Too many attempts. Try again in {duration}.", {
    duration: seconds > 0 ? duration(seconds) : t("a moment"),
  });
}

function fieldProblems(body: Record<string, unknown>): FieldProblem[] {
  if (!Array.isArray(body.errors)) return [];
  return body.errors.map((each: Record<string, unknown>) => ({
    // allauth names the field in `param`, our API points at it (RFC 6901)
    pointer: text(each.pointer) || (each.param ? `/${text(each.param)}` : ""),
    detail: text(each.detail) || text(each.message),
    code: text(each.code),
  }));
}

/** Makes one kind of error of every refusal, whichever part of the server wrote it. */
export async function problemFrom(response: Response): Promise<Problem> {
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as Record<string, unknown>;
  const fields = fieldProblems(body);
  const general = fields.find((field) => !field.pointer);
  const message =
    text(body.detail) ||
    general?.detail ||
    text(body.title) ||
    waitSentence(response) ||
    FALLBACK()[response.status] ||
    t("The server could not answer. Try again.");
  const code = text(body.code) || general?.code || fields[0]?.code || `http_${response.status}`;
  return new Problem(response.status, code, message, fields, body, waitOf(response));
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem(0, "network", t("We could not reach TrustTrack. Check your connection and try again."));

/** What to show where no form has fields to put the complaints beside. */
export function wordsOf(error: unknown): string {
  const { fields, message } = asProblem(error);
  return fields.map(({ detail }) => detail).join(" ") || message;
}

export const isProblem = (error: unknown, ...codes: string[]): error is Problem =>
  error instanceof Problem && (codes.length === 0 || codes.includes(error.code));
