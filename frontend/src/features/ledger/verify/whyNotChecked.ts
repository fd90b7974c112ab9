import { asProblem } from "@/api/problem";
import { t } from "@/lib/language/catalogue";
import { VerificationTimedOut } from "@/lib/ledger";
import { NotAProof } from "./checkFile";

/** Why a file was not checked. None of these says anything against a proof. */
export function whyNotChecked(error: unknown): string {
  if (error instanceof NotAProof)
    return t(
      "{message} A proof is downloaded from an order’s tracking page, and its name ends in “-proof.json”.",
      { message: error.message },
    );
  if (error instanceof VerificationTimedOut) return t("The check took too long and was given up.");
  if (asProblem(error).status === 0)
    return t(
      "There is no connection to fetch this site’s policy. Choose a policy file that you kept, or try again online.",
    );
  return t("This site’s policy could not be fetched. {message}", { message: asProblem(error).message });
}
