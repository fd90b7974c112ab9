import { jsonRequest, send } from "@/api/http";
import { isProblem } from "@/api/problem";

const BASE = "/_allauth/browser/v1";

/** What the sign-in still waits for; null when it is complete. */
export type PendingStep = "verify_email" | "mfa_authenticate" | null;

interface Flow {
  id: string;
  is_pending?: boolean;
}

function pendingFlow(body: Record<string, unknown>): string | undefined {
  const flows = ((body.data as { flows?: Flow[] } | undefined)?.flows ?? []) as Flow[];
  return flows.find((flow) => flow.is_pending)?.id;
}

/** allauth answers 401 also when all is well and one step is left; that is a step, not an error. */
async function step(path: string, body: unknown, method = "POST"): Promise<PendingStep> {
  try {
    await send(jsonRequest(BASE + path, method, body));
    return null;
  } catch (error) {
    const pending = isProblem(error) && error.status === 401 ? pendingFlow(error.body) : undefined;
    if (pending === "verify_email" || pending === "mfa_authenticate") return pending;
    throw error;
  }
}

/** Calls where "you are not signed in" is the expected answer. */
async function quietly(path: string, method: string, body?: unknown): Promise<void> {
  try {
    await send(jsonRequest(BASE + path, method, body));
  } catch (error) {
    if (!(isProblem(error) && error.status === 401)) throw error;
  }
}

export const signIn = (values: { email: string; password: string }) => step("/auth/login", values);
export const signUp = (values: { email: string; password: string; name: string }) =>
  step("/auth/signup", values);
export const verifyEmail = (key: string) => step("/auth/email/verify", { key });
export const authenticateCode = (code: string) => step("/auth/2fa/authenticate", { code });
export const signOut = () => quietly("/auth/session", "DELETE");
export const requestPasswordReset = (email: string) => quietly("/auth/password/request", "POST", { email });
export const resetPassword = (values: { key: string; password: string }) =>
  quietly("/auth/password/reset", "POST", values);
