import type { TrackingEntry } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import type { ProvenEntry } from "@/lib/ledger";
import { relativeTime } from "@/lib/time";
import { windowWords } from "../result/windowWords";
import { isOverdue } from "./overdue";

/** What can be said of an entry before anything was checked, and the words for all of it: small, for the first view. */
export type SealState = "waiting" | "overdue" | "sealed" | "proven" | "failed";

export interface Seal {
  state: SealState;
  /** What the last check read in the log. */
  proven: ProvenEntry | null;
  /** Who says when it was recorded. */
  sayers: string;
  /** Words of it that the proof does not open to this reader. */
  unopened: string[];
}

export const uncheckedSeal = ({ leaf_index }: TrackingEntry): Seal => ({
  state: leaf_index === null ? "waiting" : "sealed",
  proven: null,
  sayers: "",
  unopened: [],
});

/** The same some time later: what still waits for its seal has waited for too long. */
export const sealAt = (seal: Seal, { recorded_at }: TrackingEntry, now: number): SealState =>
  seal.state === "waiting" && isOverdue(recorded_at, now) ? "overdue" : seal.state;

/** The mark of an entry in words. */
export const markWords = (state: SealState, { recorded_at }: TrackingEntry, now: number): string =>
  state === "overdue"
    ? t("Not sealed yet: recorded {time}", { time: relativeTime(recorded_at, now) })
    : SEAL_WORDS()[state];

const SEAL_WORDS = (): Record<Exclude<SealState, "overdue">, string> => ({
  waiting: t("Recorded, being sealed"),
  sealed: t("Sealed"),
  proven: t("Proven"),
  failed: t("Failed the check"),
});

/** "Recorded between 10:41 and 10:43, say the witnesses"; null where nothing is proven of it. */
export function windowOf({ proven, sayers: who }: Seal, now: number): string | null {
  if (!proven) return null;
  const words = windowWords(proven, now);
  return words
    ? `${words.charAt(0).toUpperCase()}${words.slice(1)}, ${who}`
    : t("No witness has seen it yet");
}
