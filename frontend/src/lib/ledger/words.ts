import { plural, t } from "../language/catalogue";
import { inDigits, listed } from "../numbers";
import type { Property, Report, Verdict } from "./types";

export interface Words {
  title: string;
  /** One sentence, or two short ones. */
  text: string;
}

const TITLES = (): Record<Property, string> => ({
  well_formed: t("Readable"),
  authentic: t("Signed by the log"),
  chain: t("The right history"),
  unaltered: t("Unaltered"),
  in_order: t("In order"),
  append_only: t("Nothing rewritten"),
  witnessed: t("Witnessed"),
  time: t("Recorded on time"),
  fresh: t("Up to date"),
  complete: t("Complete"),
});

const PROVEN = (): Record<Property, string> => ({
  well_formed: t("The proof is in the right format."),
  authentic: t("The log named in your policy signed this proof."),
  chain: t("These entries belong to the chain on your confirmation."),
  unaltered: t("Every entry is exactly as it was recorded."),
  in_order: t("The entries are in their order and none between them is missing."),
  append_only: t("Everything the log signed before is still in it."),
  witnessed: t("As many witnesses as the policy asks for have seen the same log."),
  time: t("Witnesses saw every entry soon after it was recorded."),
  fresh: t("A witness saw this state of the log within the last 24 hours."),
  complete: t("There is no later entry in the part of the log that was searched."),
});

const CODES = (): Record<string, string> => ({
  "well_formed malformed": t("This is not a proof in a format that we can read."),
  "authentic policy_malformed": t("The policy cannot be read, so nobody is known who may sign."),
  "authentic origin_unknown": t("The proof is from a log that your policy does not name."),
  "authentic head_malformed": t("The log's checkpoint cannot be read."),
  "authentic bad_signature": t("A signature on the log's checkpoint is false."),
  "authentic not_signed": t("The log has not signed this checkpoint."),
  "chain chain_not_compared": t("Nobody has compared this chain with the one on your order confirmation."),
  "chain chain_differs": t("These entries belong to another chain than the one on your confirmation."),
  "unaltered leaf_malformed": t("The record of {entry} cannot be read."),
  "unaltered not_included": t("{Entry} is not in the log."),
  "unaltered commit_differs": t("The content of {entry} is not what was recorded."),
  "unaltered payload_malformed": t("The content of {entry} cannot be read."),
  "unaltered field_differs": "A detail shown with {entry} is not what was recorded.",
  "in_order slot_differs": t("{Entry} is not in its place in this chain."),
  "in_order wrong_chain": t("{Entry} belongs to another chain."),
  "in_order wrong_seq": t("{Entry} was recorded under another number."),
  "in_order prev_differs": t("{Entry} does not follow the entry shown before it."),
  "in_order index_not_rising": t("{Entry} stands before an earlier entry in the log."),
  "in_order time_falls": t("{Entry} was recorded before an earlier entry."),
  "in_order fork": t("The log has a second, different version of {entry}."),
  "append_only anchor_malformed": t("An earlier checkpoint in the proof cannot be read."),
  "append_only anchor_bad_signature": t("A signature on an earlier checkpoint is false."),
  "append_only anchor_not_signed": t("The log has not signed an earlier checkpoint in the proof."),
  "append_only anchor_size": t("An earlier checkpoint is of a larger log than the newest one."),
  "append_only not_consistent": t("The log was rewritten: an earlier state is not part of the newest one."),
  "append_only head_shrank": t("The log is smaller than when you last visited."),
  "append_only pinned_entry_gone": t("{Entry}, which you saw on an earlier visit, has gone or was changed."),
  "append_only pin_not_compared": t("The log could not be compared with what you saw on an earlier visit."),
  "witnessed no_quorum": t("The policy does not ask for an independent witness. {cosigners}"),
  "witnessed quorum_not_met": t("Fewer witnesses than the policy asks for have seen this log. {cosigners}"),
  "time back_dated": t("{Entry} says it was recorded before a time at which the log did not have it."),
  "time post_dated": t("{Entry} says it was recorded after a witness had already seen it."),
  "time late": t("A witness saw {entry} only more than 5 minutes after it says it was recorded."),
  "time no_witness_time": t("No witness has confirmed when {entry} was recorded."),
  "fresh no_witness_time": t("No witness has confirmed how new this state of the log is."),
  "fresh stale": t("This state of the log is more than 24 hours old, so newer entries may be missing."),
  "complete no_absence_proof": t("Later entries could be withheld; nothing proves yet that there is none."),
  "complete absence_invalid": t("The proof that there is no later entry is false."),
  "complete absence_too_old": t("The search for later entries ended before the last entry shown."),
  "complete later_entry_found": t("The log has a later entry that is not shown here."),
});

/** What a verdict means to a reader. With the report it can say who cosigned and how far was searched. */
export function wordsFor(verdict: Verdict, report?: Report): Words {
  const { property, status, code, entry } = verdict;
  const title = TITLES()[property];
  if (status === "not_checked")
    return { title, text: t("This was not checked, because an earlier check failed.") };
  if (status === "proven") return { title, text: provenText(property, report) };
  const text = CODES()[`${property} ${code}`] ?? t("The check gave “{code}”.", { code });
  return { title, text: filled(text, entry, report).trim() };
}

/** All that the words know, to hold them against what the verifier can say. */
export const KNOWN_CODES = Object.keys(CODES());

/** True where a proven verdict had nothing to contradict it: the first state of a log agrees with every older one. */
export const isVacuous = ({ property, status }: Verdict, { compared, pinned }: Report): boolean =>
  property === "append_only" && status === "proven" && compared === 0 && !pinned;

/** seq of the entries whose content is not in the proof: only their places are proven. */
export const withoutContent = ({ entries }: Report): number[] =>
  entries.flatMap(({ seq, data }) => (data === null ? [seq] : []));

function provenText(property: Property, report: Report | undefined): string {
  if (!report) return PROVEN()[property];
  if (property === "complete") return `${PROVEN().complete} ${range(report)}`;
  if (property === "append_only") return agreement(report);
  const missing = withoutContent(report);
  if (property !== "unaltered" || missing.length === 0) return PROVEN()[property];
  const which = plural("entry {which}", "entries {which}", missing.length, {
    which: listed(missing.map(String)),
  });
  return t(
    "Every entry is in the log. The content of {which} is not in this proof, so only the place is proven, and nothing that was said.",
    { which },
  );
}

/** What the log of today was compared with. */
function agreement({ compared, pinned }: Report): string {
  if (compared === 0)
    return pinned
      ? t("The log agrees with the state that this browser kept.")
      : t("Nothing older to compare with yet.");
  return pinned
    ? plural(
        "The log agrees with {count} older signed state and the one that this browser kept.",
        "The log agrees with {count} older signed states and the one that this browser kept.",
        compared,
      )
    : plural(
        "The log agrees with {count} older signed state.",
        "The log agrees with {count} older signed states.",
        compared,
      );
}

function filled(text: string, entry: number | null, report: Report | undefined): string {
  const name = entry === null ? t("an entry") : t("entry {number}", { number: entry });
  return text
    .replace("{entry}", name)
    .replace("{Entry}", entry === null ? t("An entry") : name.charAt(0).toUpperCase() + name.slice(1))
    .replace("{cosigners}", cosigners(report));
}

function cosigners(report: Report | undefined): string {
  if (!report) return "";
  const names = report.witnesses.filter(({ time }) => time !== null).map(({ name }) => name);
  if (names.length === 0) return t("Nobody but the log has signed it.");
  return t("Cosigned by {listed}.", { listed: listed(names) });
}

const range = ({ searched, size }: Report): string =>
  t("Entries searched: {searched} of {size}.", { searched: inDigits(searched), size: inDigits(size) });
