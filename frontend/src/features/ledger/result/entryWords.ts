import { t } from "@/lib/language/catalogue";
import type { ProvenEntry } from "@/lib/ledger";

const plain = (word: string): string => word.replaceAll("_", " ");

const KINDS = (): Record<string, string> => ({
  "order.status": t("Order"),
  "review.publish": t("Review published"),
  "review.edit": t("Review edited"),
  "review.remove": t("Review removed"),
  "badge.grant": t("Badge granted"),
  "badge.renew": t("Badge renewed"),
  "badge.expire": t("Badge expired"),
  "badge.withdraw": t("Badge withdrawn"),
  "mod.action": t("Moderation"),
  erasure: t("Erasure"),
  "index.slots": t("Index of the log"),
});

/** `isAltered`: something in the proof was altered, so what cannot be read need not have been erased. */
export function kindWords({ kind }: ProvenEntry, isAltered = false): string {
  if (kind === null) return isAltered ? t("Not proven") : t("No content");
  return KINDS()[kind] ?? plain(kind);
}

const BESIDE_THE_MOVE = new Set(["from", "to"]);

/** "placed → accepted"; for other kinds what their data says. */
export function moveWords({ data, kind }: ProvenEntry, isAltered = false): string {
  if (data === null)
    return isAltered
      ? t("There is no content that the log stands for.")
      : t("Its content is not in this proof; only its place is proven.");
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
