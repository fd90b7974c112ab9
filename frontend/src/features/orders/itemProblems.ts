import { asProblem } from "@/api/problem";

/** The server's complaints about single lines ("/items/0/quantity"), by the line's position in the basket. */
export function itemProblems(error: unknown): Map<number, string> {
  const byLine = new Map<number, string>();
  if (!error) return byLine;
  for (const { pointer, detail } of asProblem(error).fields) {
    const position = /^#?\/items\/(\d+)/.exec(pointer)?.[1];
    if (position !== undefined) byLine.set(Number(position), detail);
  }
  return byLine;
}
