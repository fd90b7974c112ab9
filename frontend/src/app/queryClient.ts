import { QueryClient } from "@tanstack/react-query";
import { isProblem, type Problem } from "@/api/problem";

const LONGEST_MS = 30_000;

/** Too much to do at this moment, and said when it may be asked again. */
const isBusy = (error: unknown): error is Problem =>
  isProblem(error) && error.status === 503 && error.retryAfter > 0;

/** A refusal stays a refusal; only what may be a hiccup is asked again. */
export function asksAgain(failures: number, error: unknown): boolean {
  if (isBusy(error)) return failures < 4;
  return failures < 2 && !(isProblem(error) && error.status > 0 && error.status < 500);
}

/** When the server said so, and not all readers at the same moment; else after growing pauses. */
export function pauseBefore(failures: number, error: unknown): number {
  const wait = isBusy(error) ? error.retryAfter * 1000 * (1 + Math.random() / 2) : 1000 * 2 ** failures;
  return Math.min(wait, LONGEST_MS);
}

export function createQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: asksAgain, retryDelay: pauseBefore } } });
}
