import { asProblem } from "@/api/problem";
import { t } from "@/lib/language/catalogue";

/** Why a proof could not be had. None of these says anything against the record. */
export function whyNoProof(error: unknown): string {
  const { status, code, message } = asProblem(error);
  if (code === "not_sealed_yet")
    return t("Nothing of this order is sealed yet. It takes a few seconds; try again in a moment.");
  if (status === 0)
    return t(
      "The proof could not be fetched: there is no connection. What you see stays; try again when you are online.",
    );
  return t("The proof could not be fetched. {message}", { message });
}
