import { HttpResponse, http } from "msw";
import type { SharedTablet, TabletState } from "@/api/types";
import { askedByUs } from "./accountHandlers";
import { problem } from "./problem";

const VENDOR = { slug: "hearth-rye", name: "Hearth & Rye", city: "Bristol" };
const PIN = "4071";
const TRIES = 5;

/** A counter's tablet as the server has it. Null in `state` where this browser is none. */
export const counter: {
  state: TabletState | null;
  tablets: SharedTablet[];
  pin: { set_at: string | null; is_locked: boolean };
  wrong: number;
  touches: number;
} = { state: null, tablets: [], pin: { set_at: null, is_locked: false }, wrong: 0, touches: 0 };

export function resetCounter(): void {
  Object.assign(counter, {
    state: null,
    tablets: [],
    pin: { set_at: null, is_locked: false },
    wrong: 0,
    touches: 0,
  });
}

export function makeTablet(changes: Partial<TabletState> = {}): TabletState {
  return {
    name: "Counter",
    vendor: VENDOR,
    lock_minutes: 10,
    staff: [
      { person: 21, name: "Sam Field", is_locked: false },
      { person: 22, name: "Ines Vidal", is_locked: false },
    ],
    acting: null,
    new_orders: { count: 0, newest_at: null },
    ...changes,
  };
}

export const makeSharedTablet = (changes: Partial<SharedTablet> = {}): SharedTablet => ({
  id: 1,
  name: "Counter",
  vendor: VENDOR,
  made_by: "Ada Lovelace",
  device: "Chrome on Android",
  acting: null,
  lock_minutes: 10,
  created_at: "2026-06-01T09:00:00Z",
  expires_at: "2026-11-28T09:00:00Z",
  ...changes,
});

const none = () => problem(404, "not_a_tablet");

async function enter(request: Request) {
  const { person, pin } = (await request.json()) as { person: number; pin: string };
  const { state } = counter;
  const acting = state?.staff.find((each) => each.person === person);
  if (!state || !acting) return none();
  if (counter.wrong >= TRIES) return problem(403, "pin_locked", { detail: "This PIN is locked." });
  if (pin !== PIN) {
    counter.wrong += 1;
    const left = TRIES - counter.wrong;
    return left
      ? problem(403, "pin_wrong", { detail: `This is not the PIN. You can try ${left} more times.` })
      : problem(403, "pin_locked", { detail: "This PIN is locked." });
  }
  counter.state = { ...state, acting: { person, name: acting.name } };
  return HttpResponse.json(counter.state);
}

/** Shared tablets: set up, worked on, ended. */
export const tabletHandlers = [
  http.get("*/api/v1/tablet/", () => (counter.state ? HttpResponse.json(counter.state) : none())),
  http.put("*/api/v1/tablet/acting/", ({ request }) => enter(request)),
  http.post("*/api/v1/tablet/acting/", () => {
    counter.touches += 1;
    return new HttpResponse(null, { status: 204 });
  }),
  http.delete("*/api/v1/tablet/acting/", ({ request }) => {
    const whose = request.headers.get("X-Acting-As");
    if (counter.state && (whose === null || Number(whose) === counter.state.acting?.person))
      counter.state = { ...counter.state, acting: null };
    return new HttpResponse(null, { status: 204 });
  }),
  http.get("*/api/v1/vendors/:slug/tablets/", () => HttpResponse.json({ results: counter.tablets })),
  http.post("*/api/v1/vendors/:slug/tablets/", async ({ request }) => {
    const made = makeSharedTablet((await request.json()) as Partial<SharedTablet>);
    counter.tablets = [made, ...counter.tablets];
    return HttpResponse.json(made, { status: 201 });
  }),
  http.delete("*/api/v1/vendors/:slug/tablets/:id/", ({ params }) => end(params.id)),
  http.get("*/api/v1/me/tablets/", () => HttpResponse.json({ results: counter.tablets })),
  http.delete("*/api/v1/me/tablets/:id/", ({ params }) => end(params.id)),
  http.get("*/api/v1/vendors/:slug/pin/", () => HttpResponse.json(counter.pin)),
  http.put("*/api/v1/vendors/:slug/pin/", async ({ request }) => {
    const asked = askedByUs();
    if (asked) return asked;
    const { pin } = (await request.json()) as { pin: string };
    if (pin === "1234") {
      const detail = "This PIN is one of the first that others try.";
      return problem(400, "invalid", { detail, errors: [{ pointer: "/pin", detail, code: "pin_too_easy" }] });
    }
    counter.pin = { set_at: "2026-06-01T09:00:00Z", is_locked: false };
    return HttpResponse.json(counter.pin);
  }),
  http.delete("*/api/v1/vendors/:slug/pin/", () => {
    counter.pin = { set_at: null, is_locked: false };
    return new HttpResponse(null, { status: 204 });
  }),
];

function end(id: unknown) {
  counter.tablets = counter.tablets.filter((each) => each.id !== Number(id));
  return new HttpResponse(null, { status: 204 });
}
