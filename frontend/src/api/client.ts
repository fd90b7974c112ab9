import createClient from "openapi-fetch";
import { send } from "./http";
import type { paths } from "./schema";

/** The API, typed by its schema. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: "same-origin",
  // "a,b" and not "a&b": how the schema writes lists in a query (explode: false)
  querySerializer: { array: { style: "form", explode: false } },
  fetch: send,
});

/** The data of an answer. A refusal has already been thrown as a `Problem` by `send`. */
export async function dataOf<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data } = await answer;
  return data as T;
}

/** The cursor inside a `next` address, or undefined on the last page. */
export function nextCursor(page: { next?: string | null }): string | undefined {
  if (!page.next) return undefined;
  return new URL(page.next, location.origin).searchParams.get("cursor") ?? undefined;
}
