import type { FactorType } from "@/api/allauth";
import { t } from "@/lib/language/catalogue";

/** A message to the verified phone is a fallback, not a factor that allauth keeps. */
export type Factor = FactorType | "sms";

export const FACTOR_TITLES = (): Record<Factor, string> => ({
  totp: t("Use the authenticator app"),
  webauthn: t("Use a passkey or security key"),
  recovery_codes: t("Use a recovery code"),
  sms: t("Send me an SMS instead"),
});

export const HINTS = (): Record<Factor, string> => ({
  totp: t("Enter the six digits that your authenticator app shows for TrustTrack."),
  webauthn: t("Confirm with your fingerprint, face, PIN or security key."),
  recovery_codes: t("Enter one of the recovery codes that you kept. Each works once."),
  sms: t("We send six digits to the phone number that you verified."),
});
