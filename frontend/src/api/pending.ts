/** Shapes of endpoints that the schema does not have yet; each goes when it has. */
import { jsonRequest, send } from "./http";
import { isProblem } from "./problem";

export interface MeSecurity {
  second_factor: { required: boolean; enabled: boolean; methods: string[] };
  phone_verified: boolean;
}

export interface SessionEntry {
  id: string;
  kind: "browser" | "api_client";
  device: string;
  network: string;
  place: string;
  signed_in_at: string;
  last_seen_at: string;
  is_current: boolean;
}

export interface RememberedDevice {
  id: string;
  device: string;
  network: string;
  remembered_at: string;
  expires_at: string;
  is_current: boolean;
}

export interface SecurityEvent {
  id: number;
  kind: string;
  label: string;
  network: string;
  device: string;
  place: string;
  /** Who it was, in words; empty where it was the reader. */
  by: string;
  attempts: number | null;
  recorded_at: string;
}

export interface EmailChange {
  old_email: string;
  new_email: string;
  old_confirmed: boolean;
  new_confirmed: boolean;
  is_done: boolean;
  expires_at: string;
}

interface Keyset<T> {
  results: T[];
  next: string | null;
}

async function call<T>(path: string, method = "GET", body?: unknown): Promise<T> {
  const response = await send(jsonRequest(`/api/v1${path}`, method, body));
  const words = await response.text();
  return (words ? JSON.parse(words) : undefined) as T;
}

export const getSessions = () => call<{ results: SessionEntry[] }>("/me/sessions/");
export const endSession = (id: string) => call<void>(`/me/sessions/${encodeURIComponent(id)}/`, "DELETE");
export const endOtherSessions = () => call<unknown>("/me/sessions/", "DELETE");

export const getDevices = () => call<{ results: RememberedDevice[] }>("/me/devices/");
export const rememberDevice = () => call<RememberedDevice>("/me/devices/", "POST");
export const forgetDevice = (id: string) => call<void>(`/me/devices/${encodeURIComponent(id)}/`, "DELETE");

export const getSecurityEvents = (cursor?: string) =>
  call<Keyset<SecurityEvent>>(
    `/me/security-events/?${new URLSearchParams({ page_size: "10", ...(cursor ? { cursor } : {}) })}`,
  );

/** The change that waits for its codes; null when there is none. */
export async function getEmailChange(): Promise<EmailChange | null> {
  try {
    return await call<EmailChange>("/me/email-change/");
  } catch (error) {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  }
}

export const startEmailChange = (email: string) => call<EmailChange>("/me/email-change/", "POST", { email });
export const confirmEmailChange = (which: "old" | "new", code: string) =>
  call<EmailChange>("/me/email-change/confirm/", "POST", { which, code });
export const dropEmailChange = () => call<void>("/me/email-change/", "DELETE");

export const startPhone = (phone: string) =>
  call<{ phone: string; expires_at: string }>("/me/phone/code/", "POST", { phone });
export const confirmPhone = (code: string) => call<unknown>("/me/phone/confirm/", "POST", { code });
