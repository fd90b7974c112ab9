import type { ProvenEntry } from "../src/lib/ledger/types";

const KINDS: Record<string, string> = {
  "review.publish": "Review published",
  "review.edit": "Review changed",
  "review.remove": "Review removed",
  "badge.grant": "Badge granted",
  "badge.renew": "Badge renewed",
  "badge.expire": "Badge expired",
  "badge.withdraw": "Badge withdrawn",
  "mod.action": "Moderation",
  erasure: "Personal data erased",
  "policy.key": "Key of the log",
  "policy.witness": "Witness",
  "policy.verifier": "Verifier",
  "index.slots": "Index of all entries",
};

/** `out_for_delivery` as “out for delivery”. */
const plain = (code: unknown): string => String(code).replaceAll("_", " ");

/** What happened, in a few words. */
export function headingOf({ kind, data }: ProvenEntry): string {
  if (kind === null) return "Content not in this proof";
  if (kind !== "order.status") return KINDS[kind] ?? kind;
  return data?.from ? `From ${plain(data.from)} to ${plain(data.to)}` : `Order ${plain(data?.to)}`;
}

const clock = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "long" });
/** The last second that a Date can hold. */
const LAST = 8.64e12;

/** Unix seconds, in the reader's time zone. */
export const timeOf = (seconds: number): string =>
  Math.abs(seconds) <= LAST ? clock.format(seconds * 1000) : `${seconds} seconds after 1970`;

/** When it was recorded, and between which times a witness can confirm that. */
export function whenOf({ ts, at, after, by }: ProvenEntry): string[] {
  const lines = [`Recorded ${timeOf(ts)}.`];
  if (at !== null) lines.push(`Happened ${timeOf(at / 1000)}, as whoever recorded it says.`);
  if (by !== null)
    lines.push(`Witnessed by ${timeOf(by)}${after === null ? "" : `, not before ${timeOf(after)}`}.`);
  return lines;
}

function written(name: string, value: unknown): string {
  if (typeof value === "number" && /^(until|ready_at)$/.test(name)) return timeOf(value / 1000);
  if (value === "") return "(empty)";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** What else the entry holds, opened details last, and how many are kept from this reader. */
export function detailsOf({ kind, data, opened, fields }: ProvenEntry): string[] {
  const isStatus = kind === "order.status";
  const shown = Object.entries(data ?? {}).filter(([name]) => !(isStatus && /^(from|to)$/.test(name)));
  const known = [...shown, ...Object.entries(opened)];
  const hidden = fields.length - Object.keys(opened).length;
  return [
    ...known.map(([name, value]) => `${plain(name)}: ${written(name, value)}`),
    ...(hidden > 0 ? [`${hidden} ${hidden === 1 ? "detail is" : "details are"} not shown to you.`] : []),
  ];
}
