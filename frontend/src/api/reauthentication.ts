import { t } from "@/lib/language/catalogue";
import { isProblem, Problem } from "./problem";

/** Asks the reader to prove who they are; false when they would rather not. */
type Asker = () => Promise<boolean>;

const FLOWS = new Set(["reauthenticate", "mfa_reauthenticate"]);

let asker: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** Who asks, as long as it is on screen; returns how to take it away. */
export function askWith(next: Asker): () => void {
  asker = next;
  return () => {
    if (asker === next) asker = null;
  };
}

/** Our API says so by a code; allauth by the flows that it offers to somebody who is signed in. */
export function asksWhoItIs(error: unknown): error is Problem {
  if (!isProblem(error) || error.status !== 401) return false;
  if (error.code === "reauthentication_required") return true;
  const { data, meta } = error.body as {
    data?: { flows?: { id: string }[] };
    meta?: { is_authenticated?: boolean };
  };
  return Boolean(meta?.is_authenticated && data?.flows?.some(({ id }) => FLOWS.has(id)));
}

/** Resolves once the reader has confirmed. Several calls that wait share one question. */
export async function confirmIdentity(refusal?: Problem): Promise<void> {
  if (!asker) throw refusal ?? cancelled();
  asking ??= asker().finally(() => {
    asking = null;
  });
  if (!(await asking)) throw cancelled();
}

const cancelled = (): Problem =>
  new Problem(
    401,
    "reauthentication_cancelled",
    t("Nothing was changed. We need to know that it is you before this."),
  );
