import { api, dataOf } from "./client";
import { isProblem } from "./problem";
import type { components } from "./schema";

type Schemas = components["schemas"];

/** What one's own account is made of: sign-ins, devices, e-mail, phone, and what happened to them. */
export type SessionEntry = Schemas["SignInOutput"];
export type RememberedDevice = Schemas["DeviceOutput"];
export type SecurityEvent = Schemas["SecurityEventOutput"];
export type EmailChange = Schemas["EmailChangeOutput"];

export const getSessions = () => dataOf(api.GET("/api/v1/me/sessions/"));
export const endSession = (sign_in_id: string) =>
  dataOf(api.DELETE("/api/v1/me/sessions/{sign_in_id}/", { params: { path: { sign_in_id } } }));
export const endOtherSessions = () => dataOf(api.DELETE("/api/v1/me/sessions/"));

export const getDevices = () => dataOf(api.GET("/api/v1/me/devices/"));
export const rememberDevice = () => dataOf(api.POST("/api/v1/me/devices/"));
export const forgetDevice = (device_id: string) =>
  dataOf(api.DELETE("/api/v1/me/devices/{device_id}/", { params: { path: { device_id } } }));

export const getSecurityEvents = (cursor?: string) =>
  dataOf(api.GET("/api/v1/me/security-events/", { params: { query: { page_size: 10, cursor } } }));

/** The change that waits for its codes; null when there is none. */
export async function getEmailChange(): Promise<EmailChange | null> {
  try {
    return await dataOf(api.GET("/api/v1/me/email-change/"));
  } catch (error) {
    if (isProblem(error) && error.status === 404) return null;
    throw error;
  }
}

export const startEmailChange = (email: string) =>
  dataOf(api.POST("/api/v1/me/email-change/", { body: { email } }));
export const confirmEmailChange = (which: "old" | "new", code: string) =>
  dataOf(api.POST("/api/v1/me/email-change/confirm/", { body: { which, code } }));
export const dropEmailChange = () => dataOf(api.DELETE("/api/v1/me/email-change/"));

export const startPhone = (phone: string) => dataOf(api.POST("/api/v1/me/phone/code/", { body: { phone } }));
export const confirmPhone = (code: string) =>
  dataOf(api.POST("/api/v1/me/phone/confirm/", { body: { code } }));
