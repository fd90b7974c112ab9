import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from "@simplewebauthn/browser";
import { t } from "@/lib/language/catalogue";
import { Problem } from "./problem";

export type CreationOptions = { publicKey: PublicKeyCredentialCreationOptionsJSON };
export type RequestOptions = { publicKey: PublicKeyCredentialRequestOptionsJSON };

export const canUsePasskeys = browserSupportsWebAuthn;
export const canFillInPasskeys = browserSupportsWebAuthnAutofill;
export const stopWaitingForPasskey = (): void => WebAuthnAbortService.cancelCeremony();

/** Has the browser make a passkey or address a security key; the answer is for the server. */
export const createCredential = (options: CreationOptions) =>
  inWords(startRegistration({ optionsJSON: options.publicKey }));

/** Has the browser prove a passkey or key; `autofill` waits quietly in the e-mail field until one is chosen there. */
export const proveCredential = (options: RequestOptions, autofill = false) =>
  inWords(startAuthentication({ optionsJSON: options.publicKey, useBrowserAutofill: autofill }));

async function inWords<T>(ceremony: Promise<T>): Promise<T> {
  try {
    return await ceremony;
  } catch (error) {
    throw new Problem(0, "webauthn", sentence(error));
  }
}

function sentence(error: unknown): string {
  const code = error instanceof WebAuthnError ? error.code : undefined;
  if (code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return t("This one is in your list already.");
  if (code === "ERROR_INVALID_DOMAIN" || code === "ERROR_INVALID_RP_ID")
    return t("Passkeys do not work at this address. Open TrustTrack by its own name, with https.");
  return t("The passkey was not used. Try again, or choose another way.");
}
