import { NotAllowed } from "@/lib/browserPush";
import { t } from "@/lib/language/catalogue";
import { asProblem } from "./problem";

/** Why it could not be turned on or off, in words for a person. */
export function whyNot(error: unknown): string {
  if (error instanceof NotAllowed) return error.message;
  if (error instanceof DOMException) {
    return t(
      "Your browser could not reach its push service. Try again in a while; private windows often have none.",
    );
  }
  return asProblem(error).message;
}
