import { allauth, type FactorType, provePasskey } from "@/api/allauth";
import { isProblem } from "@/api/problem";

type StepId = "verify_email" | "login_by_code" | "mfa_authenticate";

/** What the sign-in still waits for; null when it is complete. */
export type PendingStep = { id: StepId; types: FactorType[] } | null;

const STEPS = new Set<string>(["verify_email", "login_by_code", "mfa_authenticate"]);

interface Flow {
  id: string;
  is_pending?: boolean;
  types?: FactorType[];
}

function pendingStep(error: unknown): PendingStep {
  if (!isProblem(error) || error.status !== 401) return null;
  const flows = (error.body.data as { flows?: Flow[] } | undefined)?.flows ?? [];
  const flow = flows.find(({ id, is_pending }) => is_pending && STEPS.has(id));
  return flow ? { id: flow.id as StepId, types: flow.types ?? [] } : null;
}

/** allauth answers 401 also when all is well and one step is left; that is a step, not an error. */
async function step(call: Promise<unknown>): Promise<PendingStep> {
  try {
    await call;
    return null;
  } catch (error) {
    const pending = pendingStep(error);
    if (pending) return pending;
    throw error;
  }
}

const post = (path: string, body: unknown) => step(allauth(path, "POST", body));

/** Calls where "you are not signed in" is the expected answer. */
async function quietly(path: string, method: string, body?: unknown): Promise<void> {
  try {
    await allauth(path, method, body);
  } catch (error) {
    if (!(isProblem(error) && error.status === 401)) throw error;
  }
}

export const signIn = (values: { email: string; password: string }) => post("/auth/login", values);
export const signUp = (values: { email: string; password?: string; name: string }) =>
  post("/auth/signup", values);
export const verifyEmail = (key: string) => post("/auth/email/verify", { key });
export const resendEmailCode = () => allauth("/auth/email/verify/resend", "POST");
export const requestSignInCode = (email: string) => post("/auth/code/request", { email });
export const resendSignInCode = () => allauth("/auth/code/resend", "POST");
export const confirmSignInCode = (code: string) => post("/auth/code/confirm", { code });
export const requestGuestCode = (who: { name: string; email: string }) =>
  allauth("/auth/guest/request", "POST", who);
export const confirmGuestCode = (code: string) => post("/auth/guest/confirm", { code });
export const signInByPasskey = (autofill = false) => step(provePasskey("/auth/webauthn/login", autofill));
export const authenticateCode = (code: string) => post("/auth/2fa/authenticate", { code });
export const authenticatePasskey = () => step(provePasskey("/auth/webauthn/authenticate"));
export const smsState = () => allauth<{ available: boolean; phone: string }>("/auth/2fa/sms");
export const sendSmsCode = () => allauth<{ phone: string }>("/auth/2fa/sms", "POST");
export const signOut = () => quietly("/auth/session", "DELETE");
export const requestPasswordReset = (email: string) => quietly("/auth/password/request", "POST", { email });
export const resetPassword = (values: { key: string; password: string }) =>
  quietly("/auth/password/reset", "POST", values);
