/** What the verifier takes and tells; docs/log-format.md is its specification. */

export const PROPERTIES = [
  "well_formed",
  "authentic",
  "chain",
  "unaltered",
  "in_order",
  "append_only",
  "witnessed",
  "time",
  "fresh",
  "complete",
] as const;

export type Property = (typeof PROPERTIES)[number];
export type Status = "proven" | "warning" | "not_proven" | "failed" | "not_checked";

/** The verdict on one property. `code` says why it is not proven ("" where it is), `entry` which seq it is about. */
export interface Verdict {
  property: Property;
  status: Status;
  code: string;
  entry: number | null;
}

/** One entry as far as it could be read; times in the units of the log. */
export interface ProvenEntry {
  seq: number;
  index: number;
  /** Base64 of the leaf hash. */
  leafHash: string;
  /** Recorded, unix seconds. */
  ts: number;
  /** Null where the content was erased. */
  kind: string | null;
  /** Happened as claimed, unix milliseconds. */
  at: number | null;
  data: Record<string, unknown> | null;
  opened: Record<string, string>;
  /** Names of the fields that are committed to, opened or not. */
  fields: string[];
  /** Witnessed times between which it was recorded, unix seconds. */
  after: number | null;
  by: number | null;
}

export interface Report {
  /** No property failed. */
  ok: boolean;
  verdicts: Verdict[];
  entries: ProvenEntry[];
  origin: string;
  chainId: string;
  /** Size of the head's tree, and the head itself (to pin). */
  size: number;
  head: string;
  headTime: number | null;
  /** Witnesses of the policy and when each cosigned the head (null: it did not). */
  witnesses: { name: string; time: number | null }[];
  /** Leaves looked through for a later entry; 0 without an absence proof. */
  searched: number;
  /** Older signed states in the bundle that the head extends. */
  compared: number;
  /** The state that an earlier visit kept is one that the head extends, too. */
  pinned: boolean;
  /** Milliseconds that it took. */
  took: number;
}

/** What an earlier visit kept: the head it saw, and the last entry. */
export interface Pin {
  head: string;
  seq: number;
  leafHash: string;
  /** When it was kept, in ms; absent in pins of old. */
  at?: number;
}

export interface VerifyOptions {
  /** Base64 chain id from the confirmation, to compare. */
  expectedChainId?: string;
  pin?: Pin;
  /** Reader's clock, unix seconds. */
  now?: number;
  /** Base address of the log (`https://…/log/v1`), to fetch tiles: for the pin's consistency and to look through the newest leaves. */
  log?: string;
  /** seq of the first entry; 0 but for later pages of public chains. */
  first?: number;
  /** Base64 leaf hash of the entry before `first`, where the reader knows it, to compare with the link of the first. */
  previous?: string;
}

/** Verify a bundle under a policy; never throws for what is in them: a bad bundle or policy is a report that says so. */
export type VerifyBundle = (bundle: string, policy: string, options?: VerifyOptions) => Promise<Report>;
