import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepDraft, readDraft } from "@/lib/checkoutDraft";
import { account } from "@/mocks/accountHandlers";
import { orders } from "@/mocks/data";
import { setSignedIn } from "@/mocks/handlers";
import { problem } from "@/mocks/problem";
import { counter, makeSharedTablet, makeTablet, resetCounter } from "@/mocks/tabletHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";
// warmed up: fetching them takes seconds here, which the tests would wait for
import "./pages/DashboardLayout";
import "./pages/SettingsPage";
import "./pages/SignInPage";
import "./pages/TabletPage";
import "./pages/TeamPage";

interface Sent {
  as: string | null;
  uid: unknown;
}

const asTheyWere = structuredClone(orders);
let sent: Sent[] = [];

beforeEach(() => {
  resetCounter();
  setSignedIn(false);
  sent = [];
  orders.splice(0, orders.length, ...structuredClone(asTheyWere));
  server.events.on("request:start", ({ request }) => {
    const uid = /orders\/([\w-]+)\/status/.exec(request.url)?.[1];
    if (uid) sent.push({ uid, as: request.headers.get("X-Acting-As") });
  });
});

afterEach(() => {
  server.events.removeAllListeners();
  vi.useRealTimers();
});

const audioParam = () => ({
  setValueAtTime: vi.fn(),
  linearRampToValueAtTime: vi.fn(),
  exponentialRampToValueAtTime: vi.fn(),
});

const chosen = (name: string) => screen.findByRole("button", { name: new RegExp(name) });

async function workAs(name: string, pin = "4071"): Promise<void> {
  await userEvent.click(await chosen(name));
  await userEvent.type(await screen.findByLabelText(new RegExp(`PIN of ${name}`)), `${pin}{Enter}`);
}

describe("a shared tablet", () => {
  it("asks who is working; a PIN, by keyboard alone, opens the orders; what is moved is sent as that person's", async () => {
    counter.state = makeTablet();
    renderApp("/tablet");
    expect(await screen.findByRole("heading", { level: 1, name: "Who is working?" })).toBeVisible();
    expect(screen.getByText("Hearth & Rye · Counter")).toBeVisible();
    expect(screen.queryByRole("article")).toBeNull();
    (await chosen("Sam Field")).focus();
    await userEvent.keyboard("{Enter}");
    const field = await screen.findByLabelText(/PIN of Sam Field/);
    expect(field).toHaveFocus();
    expect(field).toHaveAttribute("type", "password");
    await userEvent.keyboard("40x71{Enter}");
    expect(await screen.findByText("Sam Field is working")).toBeVisible();
    const card = await screen.findByRole("article", { name: "Order TT-G7H8" });
    await userEvent.click(within(card).getByRole("button", { name: "Ready for pickup" }));
    await userEvent.click(screen.getByRole("button", { name: "Lock or switch" }));
    expect(await screen.findByRole("heading", { name: "Who is working?" })).toBeVisible();
    expect(sent).toEqual([{ uid: "order-g7h8", as: "21" }]);
    expect(counter.state?.acting).toBeNull();
  });

  it("a wrong PIN is said and gone from the field; a short one is not sent", async () => {
    counter.state = makeTablet();
    renderApp("/tablet");
    await workAs("Ines Vidal", "9158");
    expect(await screen.findByRole("alert")).toHaveTextContent("You can try 4 more times.");
    expect(screen.getByLabelText(/PIN of Ines Vidal/)).toHaveValue("");
    await userEvent.type(screen.getByLabelText(/PIN of Ines Vidal/), "40{Enter}");
    expect(screen.getByRole("alert")).toHaveTextContent("A PIN has 4 to 8 digits.");
    expect(counter.wrong).toBe(1);
    await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
    expect(await chosen("Sam Field")).toBeVisible();
  });

  it("moves that found no network wait for their maker, and are not the next person's", async () => {
    server.use(http.patch("*/api/v1/orders/:uid/status/", () => HttpResponse.error()));
    counter.state = makeTablet({ acting: { person: 21, name: "Sam Field" } });
    renderApp("/tablet");
    const card = await screen.findByRole("article", { name: "Order TT-G7H8" });
    await userEvent.click(within(card).getByRole("button", { name: "Ready for pickup" }));
    await userEvent.click(screen.getByRole("button", { name: "Lock or switch" }));
    expect(await screen.findByRole("button", { name: /Sam Field.*1 move waits for this PIN/ })).toBeVisible();
    await workAs("Ines Vidal");
    expect(await screen.findByText("Ines Vidal is working")).toBeVisible();
    expect(sent.every((each) => each.as === "21")).toBe(true);
    expect(localStorage.getItem("tt-moves:21:hearth-rye")).toContain("TT-G7H8");
    expect(localStorage.getItem("tt-moves:22:hearth-rye") ?? "").not.toContain("TT-G7H8");
  });

  it("where the server takes it for somebody else's, a move waits for its maker's PIN, and nobody is asked to sign in", async () => {
    server.use(http.patch("*/api/v1/orders/:uid/status/", () => problem(401, "another_person")));
    counter.state = makeTablet({ acting: { person: 21, name: "Sam Field" } });
    renderApp("/tablet");
    const card = await screen.findByRole("article", { name: "Order TT-G7H8" });
    await userEvent.click(within(card).getByRole("button", { name: "Ready for pickup" }));
    window.dispatchEvent(new Event("pagehide"));
    const words = await screen.findByText(/once you enter your PIN again/);
    expect(within(words.closest<HTMLElement>("[role=status]") ?? words).queryByRole("link")).toBeNull();
  });

  it("rings while locked, for whoever has the sound on there, and shows nothing of the order", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    const tones = vi.fn();
    vi.stubGlobal(
      "AudioContext",
      class {
        currentTime = 0;
        resume = async () => undefined;
        createGain = () => ({ gain: audioParam(), connect: vi.fn() });
        createOscillator = () => ({
          frequency: { value: 0 },
          connect: () => this.createGain(),
          start: tones,
          stop: vi.fn(),
        });
      },
    );
    localStorage.setItem("tt-sound:22", "1");
    const waits = { count: 1, newest_at: "2026-06-01T09:00:00Z" };
    counter.state = makeTablet({ new_orders: waits });
    renderApp("/tablet");
    expect(await screen.findByText(/One order waits for an answer/)).toBeVisible();
    expect([document.title, tones.mock.calls.length]).toEqual(["(1) Who is working? · TrustTrack", 0]);
    counter.state = makeTablet({ new_orders: { count: 2, newest_at: "2026-06-01T09:05:00Z" } });
    await act(() => vi.advanceTimersByTimeAsync(9_000));
    expect(await screen.findByText(/A new order has come in. 2 orders wait/)).toBeVisible();
    expect(document.title).toBe("● New order · Who is working? · TrustTrack");
    expect(tones).toHaveBeenCalledTimes(2);
    await act(() => vi.advanceTimersByTimeAsync(12_000));
    expect(tones).toHaveBeenCalledTimes(4);
    act(() => void document.dispatchEvent(new Event("pointerdown")));
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(tones).toHaveBeenCalledTimes(4);
    expect(document.title).toBe("(2) Who is working? · TrustTrack");
    vi.unstubAllGlobals();
  });

  it("locks by itself when nobody touches it, also while the server cannot be told", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    counter.state = makeTablet({ acting: { person: 21, name: "Sam Field" }, lock_minutes: 2 });
    server.use(http.delete("*/api/v1/tablet/acting/", () => HttpResponse.error()));
    renderApp("/tablet");
    await screen.findByText("Sam Field is working");
    window.dispatchEvent(new Event("pointerdown"));
    await act(() => vi.advanceTimersByTimeAsync(100_000));
    expect(screen.getByText("Sam Field is working")).toBeVisible();
    await act(() => vi.advanceTimersByTimeAsync(40_000));
    expect(await screen.findByRole("heading", { name: "Who is working?" })).toBeVisible();
    expect(localStorage.getItem("tt-tablet-locking")).toBe("21");
  });

  it("a lock whose answer was lost throws nobody out who came after it", async () => {
    let isAway = true;
    server.use(
      http.delete("*/api/v1/tablet/acting/", () => {
        if (!isAway) return undefined;
        counter.state = makeTablet();
        return HttpResponse.error();
      }),
    );
    counter.state = makeTablet({ acting: { person: 21, name: "Sam Field" } });
    const { unmount } = renderApp("/tablet");
    await userEvent.click(await screen.findByRole("button", { name: "Lock or switch" }));
    await workAs("Ines Vidal");
    expect(await screen.findByText("Ines Vidal is working")).toBeVisible();
    expect(localStorage.getItem("tt-tablet-locking")).toBeNull();
    isAway = false;
    unmount();
    renderApp("/tablet");
    expect(await screen.findByText("Ines Vidal is working")).toBeVisible();
  });

  it("every call is that of whoever works there, and of nobody else after it", async () => {
    const calls: [path: string, as: string | null][] = [];
    server.events.on("request:start", ({ request }) =>
      calls.push([new URL(request.url).pathname, request.headers.get("X-Acting-As")]),
    );
    counter.state = makeTablet({ acting: { person: 21, name: "Sam Field" } });
    renderApp("/tablet");
    await screen.findByRole("article", { name: "Order TT-G7H8" });
    await userEvent.click(screen.getByRole("button", { name: "Shop" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Pause new orders…" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("button", { name: /30 minutes/ }));
    const asOf = (end: RegExp) => calls.filter(([path]) => end.test(path)).map(([, as]) => as);
    await waitFor(() => expect(asOf(/\/pause\/$/)).toEqual(["21"]));
    expect(new Set(asOf(/\/orders\/$/))).toEqual(new Set(["21"]));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await userEvent.click(screen.getByRole("button", { name: "Lock or switch" }));
    await workAs("Ines Vidal");
    await screen.findByText("Ines Vidal is working");
    expect(asOf(/\/acting\/$/)).toEqual(["21", null]);
    await waitFor(() => expect(asOf(/\/orders\/$/).at(-1)).toBe("22"));
  });

  it("what it was told before a PIN does not lock it again", async () => {
    counter.state = makeTablet();
    renderApp("/tablet");
    await chosen("Ines Vidal");
    let answer: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const asked = vi.fn();
    const told = async () => {
      asked();
      await late;
      return HttpResponse.json(makeTablet());
    };
    server.use(http.get("*/api/v1/tablet/", told, { once: true }));
    window.dispatchEvent(new Event("visibilitychange"));
    await waitFor(() => expect(asked).toHaveBeenCalled());
    await workAs("Ines Vidal");
    expect(await screen.findByText("Ines Vidal is working")).toBeVisible();
    await act(async () => {
      answer();
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect(screen.getByText("Ines Vidal is working")).toBeVisible();
  });

  it("is told of touches while somebody works", async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    counter.state = makeTablet({ acting: { person: 21, name: "Sam Field" } });
    renderApp("/tablet");
    await screen.findByText("Sam Field is working");
    await act(() => vi.advanceTimersByTimeAsync(30_000));
    expect(counter.touches).toBe(0);
    window.dispatchEvent(new Event("pointerdown"));
    await act(() => vi.advanceTimersByTimeAsync(6_000));
    await waitFor(() => expect(counter.touches).toBe(1));
  });

  it("is found again from the sign-in, as long as it is one", async () => {
    counter.state = makeTablet();
    const { unmount } = renderApp("/tablet");
    await chosen("Sam Field");
    unmount();
    const again = renderApp("/sign-in");
    expect(await screen.findByText(/a shared tablet of Hearth & Rye/)).toBeVisible();
    counter.state = null;
    await userEvent.click(screen.getByRole("link", { name: "Who is working?" }));
    expect(await screen.findByRole("heading", { name: "This device is no shared tablet" })).toBeVisible();
    again.unmount();
    renderApp("/sign-in");
    expect(await screen.findByLabelText(/E-mail/)).toBeVisible();
    expect(screen.queryByRole("link", { name: "Who is working?" })).toBeNull();
  });

  it("any other device is told how it becomes one", async () => {
    renderApp("/tablet");
    expect(await screen.findByRole("heading", { name: "This device is no shared tablet" })).toBeVisible();
  });

  it("without anybody's PIN says where one is set", async () => {
    counter.state = makeTablet({ staff: [] });
    renderApp("/tablet");
    expect(await screen.findByRole("heading", { name: "Nobody has a PIN yet" })).toBeVisible();
  });
});

describe("in the dashboard", () => {
  beforeEach(() => {
    setSignedIn(true);
    account.confirmed = true;
  });

  it("one sets, changes and removes one's own PIN", async () => {
    renderApp("/dashboard/hearth-rye/team");
    await userEvent.click(await screen.findByRole("button", { name: "Set a PIN" }));
    const dialog = await screen.findByRole("dialog", { name: "Choose a PIN" });
    await userEvent.type(within(dialog).getByLabelText(/New PIN/), "1234{Enter}");
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("one of the first that others try");
    await userEvent.type(within(dialog).getByLabelText(/New PIN/), "4071{Enter}");
    expect(await screen.findByRole("button", { name: "Change PIN" })).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Remove PIN" }));
    expect(await screen.findByRole("button", { name: "Set a PIN" })).toBeVisible();
  });

  it("those in charge end a tablet, after one more question", async () => {
    counter.tablets = [makeSharedTablet({ acting: "Sam Field" })];
    renderApp("/dashboard/hearth-rye/settings");
    const panel = await screen.findByRole("region", { name: "Shared tablets" });
    expect(await within(panel).findByText(/Sam Field is working/)).toBeVisible();
    await userEvent.click(within(panel).getByRole("button", { name: "End Counter" }));
    const dialog = await screen.findByRole("dialog", { name: "End Counter?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "End" }));
    await waitFor(() => expect(within(panel).queryByText(/Sam Field/)).toBeNull());
  });

  it("a device that is refused as a tablet stays what it was, with what was typed on it", async () => {
    keepDraft({ name: "Ada" });
    const detail = "A business has at most 20 shared tablets.";
    server.use(
      http.post("*/api/v1/vendors/:slug/tablets/", () => problem(409, "too_many_tablets", { detail })),
    );
    renderApp("/dashboard/hearth-rye/settings");
    const panel = await screen.findByRole("region", { name: "Shared tablets" });
    await userEvent.click(within(panel).getByRole("button", { name: "Make this device a shared tablet" }));
    await userEvent.click(await screen.findByRole("button", { name: "Make it a shared tablet" }));
    expect(await screen.findByText(detail)).toBeVisible();
    expect(readDraft()).toEqual({ name: "Ada" });
  });

  it("whoever set one up finds it among their devices", async () => {
    counter.tablets = [makeSharedTablet()];
    renderApp("/account/security");
    const panel = await screen.findByRole("region", { name: "Shared tablets that you set up" });
    expect(panel).toHaveTextContent("Counter · Hearth & Rye");
  });
});
