import { isProblem } from "@/api/problem";
import type { CheckKind } from "@/api/types";

interface Words {
  /** What is changed on the profile. */
  change: string;
  check: string;
  /** What has to be checked then. */
  anew: string;
}

const WORDS: Partial<Record<CheckKind, Words>> = {
  business_registration: {
    change: "the name",
    check: "the business registration check",
    anew: "the new name",
  },
  address: { change: "the address", check: "the address check", anew: "the new address" },
  phone: { change: "the phone", check: "the phone check", anew: "the new number" },
  site_anchor: { change: "the pin", check: "the approved location", anew: "the new place" },
};
const UNKNOWN: Words = { change: "this", check: "a check", anew: "what is new" };

const wordsOf = (kind: string): Words => WORDS[kind as CheckKind] ?? UNKNOWN;

/** Which checks the server will not end unless that is meant; null where it refused for another reason. */
export function checksThatWouldEnd(error: unknown): string[] | null {
  if (!isProblem(error, "checks_would_end")) return null;
  const { checks } = error.body;
  return Array.isArray(checks) ? checks.map(String) : [];
}

/** What a change of owners costs, where the last one goes whom the identity check saw. */
export const IDENTITY_ENDS =
  "The identity check is about owners who would be gone. It ends, and the badge and new orders wait until an owner who stays is checked.";

/** What the change costs: each check that ends, then the badge where there is one. An approved location is no part of it. */
export function consequences(kinds: readonly string[], isVerified: boolean): string {
  const all = kinds.length ? kinds.map(wordsOf) : [UNKNOWN];
  const ends = all.map(({ change, check }) => `Changing ${change} ends ${check}.`);
  if (kinds.length && kinds.every((kind) => kind === "site_anchor"))
    return `${ends.join(" ")} The badge stays.`;
  const anew = all.length === 1 ? all[0]?.anew : "all of it";
  const cost = isVerified
    ? `Your badge goes until ${anew} is checked, and no new orders come in until then.`
    : `The badge then waits until ${anew} is checked.`;
  return [...ends, cost].join(" ");
}
