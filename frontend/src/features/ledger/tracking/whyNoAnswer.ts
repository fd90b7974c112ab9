import { t } from "@/lib/language/catalogue";
import { VerificationTimedOut } from "@/lib/ledger";
import { whyNoProof } from "./whyNoProof";

/** Why there is no verdict. None of these says anything against the record. */
export function whyNoAnswer(error: unknown): string {
  if (error instanceof VerificationTimedOut)
    return t("The check took too long and was given up. Nothing is proven by that, and nothing refuted.");
  return whyNoProof(error);
}
