/** The verifier's door. What it needs to verify is fetched only when something is verified. */
export { VerificationTimedOut, verifyHere as verifyBundle, verifyInWorker } from "./client";
export { acceptPolicy, keepPin, type PinnedPolicy, type PinStorage, policyOnFirstUse, readPin } from "./pins";
export { logsOf } from "./samePolicy";
export type {
  Pin,
  Property,
  ProvenEntry,
  Report,
  Status,
  Verdict,
  VerifyBundle,
  VerifyOptions,
} from "./types";
export { PROPERTIES } from "./types";
export { isVacuous, type Words, withoutContent, wordsFor } from "./words";
