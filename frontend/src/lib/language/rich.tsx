import { Fragment, type ReactNode } from "react";
import { direction, translated } from "./catalogue";

type Part = ReactNode | ((words: string) => ReactNode);

const PART = /<(\w+)>(.*?)<\/\1>|\{(\w+)\}/g;

/**
 * A sentence with elements in it, in the order of the reader's language: `rich("Read the <terms>terms</terms>, {name}.",
 * { terms: (words) => <a href="/terms">{words}</a>, name: <b>Ana</b> })`.
 */
export function rich(message: string, parts: Record<string, Part>): ReactNode {
  const words = translated(message);
  const drawn: ReactNode[] = [];
  let end = 0;
  for (const match of words.matchAll(PART)) {
    drawn.push(words.slice(end, match.index), <Fragment key={match.index}>{partOf(match, parts)}</Fragment>);
    end = match.index + match[0].length;
  }
  return [...drawn, words.slice(end)];
}

function partOf([whole, element, inner, place]: RegExpMatchArray, parts: Record<string, Part>): ReactNode {
  const part = parts[element ?? place ?? ""];
  if (part === undefined) return whole;
  if (typeof part !== "function") return place ? isolated(part) : part;
  return part(inner ?? "");
}

const isolated = (part: ReactNode): ReactNode =>
  direction() === "rtl" && (typeof part === "string" || typeof part === "number") ? <bdi>{part}</bdi> : part;
