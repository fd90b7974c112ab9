import type { FactorType } from "@/api/allauth";

/** A message to the verified phone is a fallback, not a factor that allauth keeps. */
export type Factor = FactorType | "sms";

export const FACTOR_TITLES: Record<Factor, string> = {
  totp: "Use the authenticator app",
  webauthn: "Use a passkey or security key",
  recovery_codes: "Use a recovery code",
  sms: "Send me an SMS instead",
};

export const HINTS: Record<Factor, string> = {
  totp: "Enter the six digits that your authenticator app shows for TrustTrack.",
  webauthn: "Confirm with your fingerprint, face, PIN or security key.",
  recovery_codes: "Enter one of the recovery codes that you kept. Each works once.",
  sms: "We send six digits to the phone number that you verified.",
};
