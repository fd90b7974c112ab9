import { jsonRequest, send } from "./http";
import { isProblem } from "./problem";
import { confirmIdentity } from "./reauthentication";
import { type CreationOptions, createCredential, proveCredential, type RequestOptions } from "./webauthn";

const BASE = "/_allauth/browser/v1";
/** A little less than the server's five minutes, for the time that the act itself takes. */
const FRESH_SECONDS = 240;

export type FactorType = "totp" | "webauthn" | "recovery_codes";

export interface Authenticator {
  type: FactorType;
  created_at: number;
  last_used_at: number | null;
  id?: number;
  name?: string;
  is_passwordless?: boolean;
  total_code_count?: number;
  unused_code_count?: number;
}

export interface RecoveryCodes extends Authenticator {
  /** Only the first time that they are shown. */
  unused_codes?: string[];
}

export interface SessionState {
  user: { email: string; has_usable_password: boolean };
  methods: { method: string; at: number; reauthenticated?: boolean }[];
}

export interface TotpSecret {
  secret: string;
  totp_url: string;
}

/** One call of allauth's headless API; its answers carry what matters in `data`. */
export async function allauth<T = unknown>(path: string, method = "GET", body?: unknown): Promise<T> {
  const response = await send(jsonRequest(BASE + path, method, body));
  return ((await response.json()) as { data: T }).data;
}

export const getSession = () => allauth<SessionState>("/auth/session");
export const getAuthenticators = () => allauth<Authenticator[]>("/account/authenticators");

/** Asks who it is before a long act, so that its last step is not refused. Without password and factor nobody is asked. */
export async function confirmFirst(): Promise<void> {
  const [{ user, methods }, factors] = await Promise.all([getSession(), getAuthenticators()]);
  if (!user.has_usable_password && factors.length === 0) return;
  const now = Date.now() / 1000;
  if (!methods.some(({ reauthenticated, at }) => reauthenticated && now - at < FRESH_SECONDS))
    await confirmIdentity();
}

export const reauthenticateByPassword = (password: string) =>
  allauth("/auth/reauthenticate", "POST", { password });
export const reauthenticateByCode = (code: string) => allauth("/auth/2fa/reauthenticate", "POST", { code });
export const reauthenticateByPasskey = () => provePasskey("/auth/webauthn/reauthenticate");

export async function provePasskey(path: string, autofill = false): Promise<unknown> {
  const { request_options } = await allauth<{ request_options: RequestOptions }>(path);
  return allauth(path, "POST", { credential: await proveCredential(request_options, autofill) });
}

export const changePassword = (values: { current_password?: string; new_password: string }) =>
  allauth("/account/password/change", "POST", values);

/** A new secret at each call: until one is confirmed, allauth answers 404 and hands it over beside. */
export async function newTotpSecret(): Promise<TotpSecret> {
  try {
    await allauth("/account/authenticators/totp");
  } catch (error) {
    if (isProblem(error) && error.status === 404) return error.body.meta as TotpSecret;
    throw error;
  }
  throw new Error("an authenticator app is set up already");
}

export const activateTotp = (code: string) => allauth("/account/authenticators/totp", "POST", { code });
export const removeTotp = () => allauth("/account/authenticators/totp", "DELETE");

/** A passkey signs in by itself; a security key only backs a password up. */
export async function addPasskey(name: string, passwordless: boolean): Promise<Authenticator> {
  const path = "/account/authenticators/webauthn";
  const { creation_options } = await allauth<{ creation_options: CreationOptions }>(
    passwordless ? `${path}?passwordless` : path,
  );
  const credential = await createCredential(creation_options);
  return allauth<Authenticator>(path, "POST", { name, credential, passwordless });
}

export const renamePasskey = (id: number, name: string) =>
  allauth("/account/authenticators/webauthn", "PUT", { id, name });
export const removePasskey = (id: number) =>
  allauth("/account/authenticators/webauthn", "DELETE", { authenticators: [id] });

export const viewRecoveryCodes = () => allauth<RecoveryCodes>("/account/authenticators/recovery-codes");
export const makeRecoveryCodes = () =>
  allauth<RecoveryCodes>("/account/authenticators/recovery-codes", "POST");
