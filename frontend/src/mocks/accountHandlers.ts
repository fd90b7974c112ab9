import { HttpResponse, http } from "msw";
import type { Authenticator } from "@/api/allauth";
import type { EmailChange, RememberedDevice, SecurityEvent, SignInEntry } from "@/api/types";
import * as data from "./data";
import { problem } from "./problem";

/** Codes that the mocks take for right. */
export const RIGHT_CODE = "123456";
export const RIGHT_PASSWORD = "correct horse battery";
const RECOVERY = Array.from({ length: 10 }, (_, index) => String(41_302_716 + index * 7_919));

interface Account {
  signedIn: boolean;
  /** Signed in by a code at the check-out, without a password. */
  isGuest: boolean;
  confirmed: boolean;
  pending: "mfa_authenticate" | "login_by_code" | null;
  factors: Authenticator[];
  seenCodes: boolean;
  sessions: SignInEntry[];
  devices: RememberedDevice[];
  change: EmailChange | null;
}

const session = (
  id: string,
  device: string,
  hours: number,
  more: Partial<SignInEntry> = {},
): SignInEntry => ({
  id,
  kind: "browser",
  device,
  network: "81.2.69.0/24",
  place: "Linden, GB",
  signed_in_at: data.ago(hours + 200),
  last_seen_at: data.ago(hours),
  is_current: false,
  ...more,
});

const fresh = (): Account => ({
  signedIn: true,
  isGuest: false,
  confirmed: false,
  pending: null,
  factors: [],
  seenCodes: false,
  sessions: [
    session("a", "Firefox on Linux", 0, { is_current: true }),
    session("b", "Safari on iPhone", 26),
    session("c", "Shop sync", 3, { kind: "api_client", network: "203.0.113.0/24", place: "" }),
  ],
  devices: [],
  change: null,
});

const DEVICE: RememberedDevice = {
  id: "d",
  device: "Firefox on Linux",
  network: "81.2.69.0/24",
  remembered_at: data.ago(0),
  expires_at: data.ago(-24 * 30),
  is_current: true,
};

const EVENTS: SecurityEvent[] = [
  ["signed_in", "Signed in", "Firefox on Linux", ""],
  ["factor_added", "Second factor added", "Firefox on Linux", ""],
  ["personal_data_viewed", "Personal data viewed by staff", "", "TrustTrack staff"],
].map(([kind, words, device, by], index) => ({
  id: index + 1,
  kind: String(kind),
  words: String(words),
  network: "81.2.69.0/24",
  device: String(device),
  place: "",
  by: String(by),
  attempts: null,
  recorded_at: data.ago(index * 30 + 1),
}));

export const account: Account = fresh();
export const resetAccount = (): void => void Object.assign(account, fresh());
export const setSignedIn = (value: boolean): void => {
  account.signedIn = value;
};

const now = (): number => Date.now() / 1000;
const ok = (body: unknown, meta: unknown = {}) => HttpResponse.json({ status: 200, data: body, meta });
const done = () => new HttpResponse(null, { status: 204 });
const wrong = (param: string, message: string) =>
  HttpResponse.json({ status: 400, errors: [{ param, message, code: "incorrect" }] }, { status: 400 });

function pendingAnswer() {
  const types = account.factors.map(({ type }) => type);
  const flows = [{ id: "login" }, { id: account.pending, is_pending: true, types }];
  return HttpResponse.json(
    { status: 401, data: { flows }, meta: { is_authenticated: false } },
    { status: 401 },
  );
}

function stateAnswer() {
  if (!account.signedIn) return pendingAnswer();
  const methods = account.confirmed ? [{ method: "password", at: now(), reauthenticated: true }] : [];
  return ok({ user: { email: data.me.email, has_usable_password: !account.isGuest }, methods });
}

function asked() {
  if (account.confirmed) return null;
  return HttpResponse.json(
    { status: 401, data: { flows: [{ id: "reauthenticate" }] }, meta: { is_authenticated: true } },
    { status: 401 },
  );
}

/** How our own API asks the same; null where the sign-in is recent. */
export const askedByUs = () =>
  account.confirmed
    ? null
    : problem(401, "reauthentication_required", {
        detail: "This needs a sign-in of the last few minutes. Confirm that it is you, then try again.",
      });

function enter(next: Account["pending"]) {
  account.pending = next;
  account.signedIn = next === null;
  return stateAnswer();
}

function add(factor: Partial<Authenticator> & Pick<Authenticator, "type">): Authenticator {
  const made = { created_at: now(), last_used_at: null, ...factor };
  account.factors.push(made);
  if (!account.factors.some(({ type }) => type === "recovery_codes"))
    account.factors.push({
      type: "recovery_codes",
      created_at: now(),
      last_used_at: null,
      total_code_count: 10,
      unused_code_count: 10,
    });
  return made;
}

function drop(isGone: (factor: Authenticator) => boolean) {
  account.factors = account.factors.filter((factor) => !isGone(factor));
  if (account.factors.every(({ type }) => type === "recovery_codes")) account.factors = [];
  return ok({});
}

type Body = Record<string, string>;
const bodyOf = async (request: Request): Promise<Body> => (await request.json()) as Body;
const ALLAUTH = "*/_allauth/browser/v1";

const signingIn = [
  http.get(`${ALLAUTH}/config`, () =>
    HttpResponse.json({ status: 200 }, { headers: { "Set-Cookie": "csrftoken=mock-token; Path=/" } }),
  ),
  http.get(`${ALLAUTH}/auth/session`, stateAnswer),
  http.delete(`${ALLAUTH}/auth/session`, () => {
    account.signedIn = false;
    return pendingAnswer();
  }),
  http.post(`${ALLAUTH}/auth/login`, () => enter(account.factors.length ? "mfa_authenticate" : null)),
  http.post(`${ALLAUTH}/auth/code/request`, () => enter("login_by_code")),
  http.post(`${ALLAUTH}/auth/code/resend`, () => ok({})),
  http.post(`${ALLAUTH}/auth/code/confirm`, async ({ request }) =>
    (await bodyOf(request)).code === "FRTM-HFFH" ? enter(null) : wrong("code", "Incorrect code."),
  ),
  http.post(`${ALLAUTH}/auth/guest/request`, () => ok({ expires_in: 600 })),
  http.post(`${ALLAUTH}/auth/guest/confirm`, async ({ request }) => {
    if ((await bodyOf(request)).code !== RIGHT_CODE)
      return problem(400, "guest_code_wrong", { detail: "This is not the code that we sent you." });
    account.isGuest = account.factors.length === 0;
    return enter(account.factors.length ? "mfa_authenticate" : null);
  }),
  http.post(`${ALLAUTH}/auth/2fa/authenticate`, async ({ request }) => {
    const { code = "" } = await bodyOf(request);
    return code === RIGHT_CODE || RECOVERY.includes(code) ? enter(null) : wrong("code", "Incorrect code.");
  }),
  http.get(`${ALLAUTH}/auth/2fa/sms`, () => ok({ available: true, phone: "…0123" })),
  http.post(`${ALLAUTH}/auth/2fa/sms`, () => ok({ phone: "…0123" })),
  http.post(`${ALLAUTH}/auth/reauthenticate`, async ({ request }) => {
    account.confirmed = (await bodyOf(request)).password === RIGHT_PASSWORD;
    return account.confirmed ? stateAnswer() : wrong("password", "Incorrect password.");
  }),
  http.post(`${ALLAUTH}/auth/2fa/reauthenticate`, async ({ request }) => {
    account.confirmed = (await bodyOf(request)).code === RIGHT_CODE;
    return account.confirmed ? stateAnswer() : wrong("code", "Incorrect code.");
  }),
];

const factors = [
  http.get(`${ALLAUTH}/account/authenticators`, () => ok(account.factors)),
  http.get(`${ALLAUTH}/account/authenticators/totp`, () =>
    HttpResponse.json(
      {
        status: 404,
        meta: { secret: "JBSWY3DPEHPK3PXP", totp_url: "otpauth://totp/ana?secret=JBSWY3DPEHPK3PXP" },
      },
      { status: 404 },
    ),
  ),
  http.post(`${ALLAUTH}/account/authenticators/totp`, async ({ request }) => {
    if ((await bodyOf(request)).code !== RIGHT_CODE) return wrong("code", "Incorrect code.");
    return asked() ?? ok(add({ type: "totp" }));
  }),
  http.delete(`${ALLAUTH}/account/authenticators/totp`, () => asked() ?? drop(({ type }) => type === "totp")),
  http.put(`${ALLAUTH}/account/authenticators/webauthn`, async ({ request }) => {
    const { id, name } = await bodyOf(request);
    const factor = account.factors.find((each) => each.id === Number(id));
    return asked() ?? ok(Object.assign(factor ?? {}, { name }));
  }),
  http.delete(`${ALLAUTH}/account/authenticators/webauthn`, async ({ request }) => {
    const { authenticators } = (await request.json()) as { authenticators: number[] };
    return asked() ?? drop(({ id }) => id !== undefined && authenticators.includes(id));
  }),
  http.get(`${ALLAUTH}/account/authenticators/recovery-codes`, () => {
    const refused = asked();
    if (refused) return refused;
    const kept = account.factors.find(({ type }) => type === "recovery_codes");
    const unused_codes = account.seenCodes ? undefined : RECOVERY;
    account.seenCodes = true;
    return ok({ ...kept, unused_codes });
  }),
  http.post(
    `${ALLAUTH}/account/authenticators/recovery-codes`,
    () => asked() ?? ok({ unused_codes: RECOVERY }),
  ),
  http.post(`${ALLAUTH}/account/password/change`, async ({ request }) => {
    if (!account.isGuest && (await bodyOf(request)).current_password !== RIGHT_PASSWORD)
      return wrong("current_password", "Please type your current password.");
    account.isGuest = false;
    return stateAnswer();
  }),
];

const own = [
  http.get("*/api/v1/me/", () =>
    account.signedIn ? HttpResponse.json(data.me) : problem(401, "not_authenticated"),
  ),
  http.patch("*/api/v1/me/", async ({ request }) =>
    HttpResponse.json({ ...data.me, ...(await bodyOf(request)) }),
  ),
  http.get("*/api/v1/me/sessions/", () => HttpResponse.json({ results: account.sessions })),
  http.delete("*/api/v1/me/sessions/", () => {
    account.sessions = account.sessions.filter(({ is_current }) => is_current);
    return HttpResponse.json({ ended: 2 });
  }),
  http.get("*/api/v1/me/devices/", () => HttpResponse.json({ results: account.devices })),
  http.post("*/api/v1/me/devices/", () => {
    const refused = askedByUs();
    if (refused) return refused;
    account.devices = [DEVICE];
    return HttpResponse.json(DEVICE, { status: 201 });
  }),
  http.delete("*/api/v1/me/devices/:id/", () => {
    account.devices = [];
    return done();
  }),
  http.delete("*/api/v1/me/sessions/:id/", ({ params }) => {
    account.sessions = account.sessions.filter(({ id }) => id !== params.id);
    return done();
  }),
  http.get("*/api/v1/me/security-events/", () =>
    HttpResponse.json({ results: EVENTS, next: null, previous: null }),
  ),
  http.get("*/api/v1/me/email-change/", () =>
    account.change ? HttpResponse.json(account.change) : problem(404, "no_email_change"),
  ),
  http.post("*/api/v1/me/email-change/", async ({ request }) => {
    const refused = askedByUs();
    if (refused) return refused;
    const { email = "" } = await bodyOf(request);
    account.change = {
      old_email: data.me.email,
      new_email: email,
      old_confirmed: false,
      new_confirmed: false,
      is_done: false,
      expires_at: data.ago(-1),
    };
    return HttpResponse.json(account.change, { status: 201 });
  }),
  http.post("*/api/v1/me/email-change/confirm/", async ({ request }) => {
    const { which, code } = await bodyOf(request);
    if (code !== RIGHT_CODE)
      return problem(400, "code_wrong", {
        detail: "This is not the code that we sent to this address.",
        attempts_left: 4,
      });
    const change = { ...(account.change as EmailChange), [`${which}_confirmed`]: true };
    change.is_done = change.old_confirmed && change.new_confirmed;
    account.change = change.is_done ? null : change;
    return HttpResponse.json(change);
  }),
  http.delete("*/api/v1/me/email-change/", () => {
    account.change = null;
    return done();
  }),
  http.post(
    "*/api/v1/me/phone/code/",
    () => askedByUs() ?? HttpResponse.json({ phone: "…0123", expires_at: data.ago(-1) }, { status: 202 }),
  ),
  http.post("*/api/v1/me/phone/confirm/", async ({ request }) => {
    const refused = askedByUs();
    if (refused) return refused;
    return (await bodyOf(request)).code === RIGHT_CODE
      ? HttpResponse.json({ ...data.me, phone_verified: true })
      : problem(400, "phone_code_invalid", { detail: "This code is wrong or does not work any more." });
  }),
];

export const accountHandlers = [...signingIn, ...factors, ...own];
