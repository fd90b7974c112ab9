import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, expect, it, vi } from "vitest";
import type { Tracking, TrackingEntry } from "@/api/types";
import { acceptPolicy } from "@/lib/ledger";
import { keepChain } from "@/lib/orderChain";
import { makeOrder, orders } from "@/mocks/data";
import { sealedTracking } from "@/mocks/ledgerHandlers";
import { chainIdOf, keyOf } from "@/mocks/log";
import { bundleOf, policy } from "@/mocks/logAnswers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const sockets = vi.hoisted(() => ({ last: null as EventTarget | null }));
vi.mock("partysocket/ws", () => ({
  default: class extends EventTarget {
    readyState = 1;
    constructor(url: () => string) {
      super();
      if (!url().includes("/ws/notifications/")) sockets.last = this; // the bell has one of its own
    }
    close(): void {}
    reconnect(): void {}
  },
}));

const UID = "order-g7h8";
const PATH = `/track/${UID}`;
const LOG = "http://localhost/log/v1";
let saved: string[] = [];

beforeEach(() => {
  saved = [];
  URL.createObjectURL = (blob: Blob | MediaSource) => {
    void (blob as Blob).text().then((text) => saved.push(text));
    return "blob:x";
  };
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
});

const verify = async (): Promise<void> =>
  userEvent.click(await screen.findByRole("button", { name: "Verify" }));
const points = () => screen.findByRole("list", { name: "What was checked" });

/** The page as a lying server would send it. */
function sendPage(change: (page: Tracking) => Tracking): void {
  server.use(
    http.get(`*/api/v1/tracking/${UID}/`, () => {
      const order = orders.find(({ uid }) => uid === UID);
      return order && HttpResponse.json(change(sealedTracking(order, orders)));
    }),
  );
}

const justRecorded = (entry: TrackingEntry): TrackingEntry => ({
  ...entry,
  recorded_at: new Date().toISOString(),
  leaf_index: null,
  leaf_hash: null,
});

function sendProof(change: (bundle: string) => string): void {
  server.use(
    http.get(
      `*/api/v1/tracking/${UID}/proof/`,
      () =>
        new HttpResponse(change(bundleOf(UID) ?? ""), { headers: { "Content-Type": "application/json" } }),
    ),
  );
}

it("one press proves the record point by point, and says what is not proven", async () => {
  renderApp(PATH);
  await verify();
  const rows = within(await points()).getAllByRole("listitem");
  expect(rows).toHaveLength(9);
  expect(rows[0]).toHaveTextContent("Proven");
  expect(screen.getByRole("button", { name: "Verify again" })).toHaveFocus();
  expect(await screen.findByText(/Not independently witnessed\./)).toBeVisible();
  expect(screen.getByText("5 of 9 points proven, 4 not proven.")).toBeVisible();
});

it("every entry gets its mark and the time that the witnesses enclose", async () => {
  renderApp(PATH);
  await verify();
  await screen.findByText(/Not independently witnessed\./);
  const entries = within(screen.getByRole("list", { name: "What happened" })).getAllByRole("listitem");
  for (const entry of entries) {
    expect(entry).toHaveTextContent("Proven");
    expect(entry).toHaveTextContent(/Recorded .+, say TrustTrack’s own witnesses/);
  }
});

it("a proof that was tampered with is loud, names entry and point, and can be kept as it came", async () => {
  sendProof((bundle) => bundle.replace("accepted", "rejected"));
  renderApp(PATH);
  await verify();
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("This record failed the check");
  expect(alert).toHaveTextContent("The content of entry 1 is not what was recorded");
  await userEvent.click(within(alert).getByRole("button", { name: "Keep the evidence" }));
  await waitFor(() => expect(saved[0]).toContain("rejected"));
  expect(localStorage.getItem(`trusttrack.seen.${UID}`)).toBeNull();
});

it("a good proof below a page that tells something else is a failure of its own", async () => {
  sendPage((page) => ({
    ...page,
    entries: page.entries.map((entry) => (entry.sequence === 1 ? { ...entry, status: "rejected" } : entry)),
  }));
  renderApp(PATH);
  await verify();
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("This page shows something else than the log holds");
  expect(alert).toHaveTextContent("Entry 1: the status: shown “rejected”, in the log “accepted”");
  expect(
    within(await points())
      .getByText("Shown as recorded")
      .closest("li"),
  ).toHaveTextContent("Failed");
});

it("without a connection the page stays and says why there is no answer", async () => {
  renderApp(PATH);
  await verify();
  await points();
  server.use(http.get(`*/api/v1/tracking/${UID}/proof/`, () => HttpResponse.error()));
  await userEvent.click(screen.getByRole("button", { name: "Verify again" }));
  expect(await screen.findByText(/there is no connection/)).toBeVisible();
  expect(await points()).toBeVisible();
});

it("nothing sealed yet is no alarm", async () => {
  const order = makeOrder("order-z9y8", "placed", 0);
  orders.push(order);
  renderApp("/track/order-z9y8");
  expect(await screen.findByText("Recorded, being sealed")).toBeVisible();
  await verify();
  expect(await screen.findByText(/Nothing of this order is sealed yet/)).toBeVisible();
  orders.pop();
});

it("a seal arrives by itself and is told politely", async () => {
  sendPage((page) => ({
    ...page,
    entries: page.entries.map(justRecorded),
  }));
  renderApp(PATH);
  expect(await screen.findAllByText("Recorded, being sealed")).toHaveLength(3);
  const seal = { type: "sealed", sequence: 0, leaf_index: 71, tree_size: 90 };
  await waitFor(() => expect(sockets.last).not.toBeNull());
  act(() => void sockets.last?.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(seal) })));
  expect(await screen.findByText("Sealed")).toBeVisible();
  expect(screen.getAllByText("Recorded, being sealed")).toHaveLength(2);
  expect(screen.getByText("1 of 3 entries are sealed in the public log")).toBeInTheDocument();
});

it("a later entry keeps the last result and says that it is new", async () => {
  renderApp(PATH);
  await verify();
  await points();
  const entry = { sequence: 3, status: "ready_for_pickup", label: "Ready for pickup", note: "", reason: "" };
  const now = new Date().toISOString();
  const frame = {
    type: "entry",
    entry: {
      ...entry,
      actor_role: "vendor",
      estimated_ready_at: null,
      claimed_at: now,
      recorded_at: now,
      flags: [],
      leaf_index: null,
      leaf_hash: null,
    },
  };
  act(() => void sockets.last?.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) })));
  expect(await screen.findByText("1 new entry since")).toBeVisible();
  expect(await points()).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("a policy that changed since the first check is said loudly, and can be accepted", async () => {
  acceptPolicy(localStorage, LOG, policy().replace(/^witness witness2 .*\n/m, ""));
  renderApp(PATH);
  await verify();
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The log now names other keys or witnesses");
  await userEvent.click(within(alert).getByRole("button", { name: "Accept and verify again" }));
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
});

it("the chain of the confirmation is compared, and goes before one from the address", async () => {
  keepChain(UID, chainIdOf(keyOf(UID)));
  renderApp(`${PATH}#chain=${chainIdOf(keyOf("another"))}`);
  await verify();
  expect(
    within(await points()).getByText("These entries belong to the chain on your confirmation."),
  ).toBeVisible();
});

it("another chain in the address is a failure", async () => {
  renderApp(`${PATH}#chain=${chainIdOf(keyOf("another"))}`);
  await verify();
  expect(await screen.findByRole("alert")).toHaveTextContent("another chain");
});

it("another chain than at the last visit is a failure", async () => {
  const { unmount } = renderApp(PATH);
  await verify();
  await points();
  expect(localStorage.getItem(`trusttrack.seen.${UID}`)).toBe(chainIdOf(keyOf(UID)));
  unmount();
  sendProof(() => bundleOf("order-i9j0") ?? "");
  renderApp(PATH);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("which you saw on an earlier visit, has gone or was changed");
  expect(alert).toHaveTextContent("the proof is of another chain than the page names");
});

it("the proof can be downloaded as it was sent", async () => {
  renderApp(PATH);
  await userEvent.click(await screen.findByRole("button", { name: "Download proof" }));
  await waitFor(() => expect(saved[0]).toContain("trusttrack-bundle/v1"));
});

it("an order that was erased from the log says so", async () => {
  sendPage((page) => ({ ...page, ledger: null }));
  renderApp(PATH);
  expect(await screen.findByText(/was erased with its personal data/)).toBeVisible();
  expect(screen.queryByRole("button", { name: "Verify" })).toBeNull();
  expect(screen.queryByText("Sealed")).toBeNull();
});

it("a seal that fell before the socket stood is asked for", async () => {
  let asked = 0;
  sendPage((page) => {
    asked += 1;
    return asked > 1 ? page : { ...page, entries: page.entries.map(justRecorded) };
  });
  renderApp(PATH);
  expect(await screen.findAllByText("Recorded, being sealed")).toHaveLength(3);
  await waitFor(() => expect(sockets.last).not.toBeNull());
  act(() => void sockets.last?.dispatchEvent(new Event("open")));
  expect(await screen.findAllByText("Sealed")).toHaveLength(3);
});

it("the leaf hash is asked for where the seal came without it, and can be copied", async () => {
  let asked = 0;
  sendPage((page) => {
    asked += 1;
    return asked > 1
      ? page
      : { ...page, entries: page.entries.map((entry) => ({ ...entry, leaf_hash: null })) };
  });
  renderApp(PATH);
  const [mark] = await screen.findAllByText("Sealed");
  await userEvent.click(mark as HTMLElement);
  const details = (mark as HTMLElement).closest("details") as HTMLDetailsElement;
  details.dispatchEvent(new Event("toggle"));
  expect(await screen.findByRole("button", { name: "Copy the leaf hash of entry 2" })).toBeInTheDocument();
});
