import type { ProvenEntry } from "@/lib/ledger";

const plain = (word: string): string => word.replaceAll("_", " ");

const KINDS: Record<string, string> = {
  "order.status": "Order",
  "review.publish": "Review published",
  "review.edit": "Review edited",
  "review.remove": "Review removed",
  "badge.grant": "Badge granted",
  "badge.renew": "Badge renewed",
  "badge.expire": "Badge expired",
  "badge.withdraw": "Badge withdrawn",
  "mod.action": "Moderation",
  erasure: "Erasure",
  "index.slots": "Index of the log",
};

/** `isAltered`: something in the proof was altered, so what cannot be read need not have been erased. */
export function kindWords({ kind }: ProvenEntry, isAltered = false): string {
  if (kind === null) return isAltered ? "Not proven" : "No content";
  return KINDS[kind] ?? plain(kind);
}

const BESIDE_THE_MOVE = new Set(["from", "to"]);

/** "placed → accepted"; for other kinds what their data says. */
export function moveWords({ data, kind }: ProvenEntry, isAltered = false): string {
  if (data === null)
    return isAltered
      ? "There is no content that the log stands for."
      : "Its content is not in this proof; only its place is proven.";
  const { from, to } = data;
  const move =
    kind === "order.status" ? `${from ? `${plain(String(from))} → ` : ""}${plain(String(to))}` : "";
  const rest = Object.entries(data)
    .filter(([name]) => !(move && BESIDE_THE_MOVE.has(name)))
    .map(
      ([name, value]) => `${plain(name)} ${name.endsWith("_at") || name === "until" ? when(value) : value}`,
    );
  return [move, ...rest].filter(Boolean).join(", ");
}

const when = (ms: unknown): string =>
  typeof ms === "number" ? new Date(ms).toISOString().replace("T", " ").replace(/\..*/, " UTC") : String(ms);
