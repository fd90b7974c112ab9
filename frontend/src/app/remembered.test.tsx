import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Tracking } from "@/api/types";
import { acceptPolicy } from "@/lib/ledger";
import { Signer } from "@/lib/ledger/testing/crypto";
import { orders } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { sealedTracking } from "@/mocks/ledgerHandlers";
import { bundleOf, policy } from "@/mocks/logAnswers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

/** What the tracking page makes of what this browser remembers, and of what the database's owner can do. */

const UID = "order-i9j0";
const PATH = `/track/${UID}`;
const PROOF = `*/api/v1/tracking/${UID}/proof/`;
const LOG = "http://localhost/log/v1";
const JSON_TYPE = { headers: { "Content-Type": "application/json" } };

const verify = async (): Promise<void> =>
  userEvent.click(await screen.findByRole("button", { name: "Verify" }));
const points = () => screen.findByRole("list", { name: "What was checked" });

function sendPage(change: (page: Tracking) => Tracking): void {
  server.use(
    http.get(`*/api/v1/tracking/${UID}/`, () => {
      const order = orders.find(({ uid }) => uid === UID);
      return order && HttpResponse.json(change(sealedTracking(order, orders)));
    }),
  );
}

/** Counts how often a proof is asked for. */
function sendProof(change: (bundle: string) => string = (bundle) => bundle): { asked: number } {
  const counter = { asked: 0 };
  server.use(
    http.get(PROOF, () => {
      counter.asked += 1;
      return new HttpResponse(change(bundleOf(UID) ?? ""), JSON_TYPE);
    }),
  );
  return counter;
}

async function visitAndVerify(): Promise<void> {
  const { unmount } = renderApp(PATH);
  await verify();
  await points();
  unmount();
}

it("without a visit before nothing is checked unasked", async () => {
  const counter = sendProof();
  renderApp(PATH);
  await screen.findByRole("button", { name: "Verify" });
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(counter.asked).toBe(0);
});

it("what was verified before is checked again, once and quietly", async () => {
  await visitAndVerify();
  const counter = sendProof();
  renderApp(PATH);
  expect(await screen.findByText(/^Checked again in your browser/)).toBeVisible();
  expect(counter.asked).toBe(1);
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByRole("list", { name: "What was checked" })).toBeNull();
  expect(screen.getByRole("button", { name: "Verify" })).toBeVisible();
});

it("a quiet check that fails is as loud as any other", async () => {
  await visitAndVerify();
  sendProof((bundle) => bundle.replace("accepted", "rejected"));
  renderApp(PATH);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The content of entry 1 is not what was recorded");
  expect(within(alert).getByRole("button", { name: "Keep the evidence" })).toBeVisible();
  expect(
    within(await points())
      .getByText("Unaltered")
      .closest("li"),
  ).toHaveTextContent("Failed");
  expect(screen.queryByText(/^Checked again/)).toBeNull();
});

it("a quiet check without an answer says nothing", async () => {
  await visitAndVerify();
  let asked = false;
  server.use(
    http.get(PROOF, () => {
      asked = true;
      return HttpResponse.error();
    }),
  );
  renderApp(PATH);
  await waitFor(() => expect(asked).toBe(true));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.queryByText(/no connection/)).toBeNull();
});

it.each<[string, string, () => void]>([
  ["by the page", "said to have been erased", () => sendPage((page) => ({ ...page, ledger: null }))],
  [
    "by the proof",
    "said to have been erased",
    () => server.use(http.get(PROOF, () => problem(410, "chain_forgotten"))),
  ],
  [
    "not to be sealed",
    "nothing of it is said to be sealed",
    () => server.use(http.get(PROOF, () => problem(409, "not_sealed_yet"))),
  ],
])("a proof that was there and is said to be gone (%s) is told loudly", async (_, words, change) => {
  await visitAndVerify();
  change();
  renderApp(PATH);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("This browser verified this order before");
  expect(alert).toHaveTextContent(words);
  expect(alert).toHaveTextContent(String(new Date().getFullYear()));
});

it("an entry without its content is a loud failure, and never proven", async () => {
  sendProof((text) => {
    const bundle = JSON.parse(text) as { entries: { payload?: string; salt?: string; open: object }[] };
    const [, entry] = bundle.entries;
    if (entry) {
      delete entry.payload;
      delete entry.salt;
      entry.open = {};
    }
    return JSON.stringify(bundle);
  });
  renderApp(PATH);
  await verify();
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent(
    "The log holds no readable content for entry 1, so what this page shows of it cannot be compared.",
  );
  expect(within(alert).getByRole("button", { name: "Keep the evidence" })).toBeVisible();
  const shown = within(await points())
    .getByText("Shown as recorded")
    .closest("li");
  expect(shown).toHaveTextContent("Failed");
  const story = screen.getByRole("list", { name: "What happened" });
  expect(within(story).getAllByText("Failed the check")).toHaveLength(1);
  expect(screen.queryByText(/exactly as recorded/)).toBeNull();
});

it("a row that is not in the log does not stay quiet for ever, and fails the check", async () => {
  sendPage((page) => {
    const [first] = page.entries;
    if (!first) return page;
    const recorded_at = new Date(Date.now() - 300_000).toISOString();
    const stray = { ...first, recorded_at, claimed_at: recorded_at, leaf_index: null, leaf_hash: null };
    return { ...page, entries: [...page.entries, { ...stray, sequence: page.entries.length }] };
  });
  renderApp(PATH);
  expect(await screen.findByText("Not sealed yet: recorded 5 minutes ago")).toBeVisible();
  await verify();
  expect(await screen.findByRole("alert")).toHaveTextContent("Entry 4 is shown here and is not in the log.");
});

it("words that the proof does not open are not proven, and said so beside the entry", async () => {
  sendPage((page) => ({
    ...page,
    entries: page.entries.map((entry) => (entry.sequence === 1 ? { ...entry, note: "By six" } : entry)),
  }));
  sendProof((text) => {
    const bundle = JSON.parse(text) as { entries: { open: object }[] };
    return JSON.stringify({ ...bundle, entries: bundle.entries.map((entry) => ({ ...entry, open: {} })) });
  });
  renderApp(PATH);
  await verify();
  expect(await screen.findByText(/Not proven to you: the words of its note/)).toBeVisible();
  const shown = within(await points())
    .getByText("Shown as recorded")
    .closest("li");
  expect(shown).toHaveTextContent("Not proven to you: the note of entry 1.");
  expect(shown).not.toHaveTextContent(/^Shown as recordedProven/);
});

it("another log than the one that was kept is no failed record, and says what to do", async () => {
  const kept = new Signer("log.test/2025", 1, 9);
  acceptPolicy(localStorage, LOG, `log ${kept.vkey}\nquorum none\n`);
  renderApp(PATH);
  await verify();
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("This site now has another log than the one that this browser knew");
  expect(alert).toHaveTextContent("Nothing was checked");
  expect(screen.queryByText(/failed the check/)).toBeNull();
  expect(screen.getByText(/Nothing was checked: the proof is of the log log.test\/2026/)).toBeVisible();
  await userEvent.click(within(alert).getByRole("button", { name: "Accept and verify again" }));
  expect(await points()).toBeVisible();
  expect(screen.queryByRole("alert")).toBeNull();
});

it("a proof of a log that nobody named stays a failure", async () => {
  const strange = `log ${new Signer("log.test/2025", 1, 9).vkey}\nquorum none\n`;
  acceptPolicy(localStorage, LOG, strange);
  server.use(http.get("*/log/v1/policy", () => HttpResponse.text(strange)));
  renderApp(PATH);
  await verify();
  expect(await screen.findByRole("alert")).toHaveTextContent("a log that your policy does not name");
});

it("a policy with another comment or address is the same policy", async () => {
  acceptPolicy(
    localStorage,
    LOG,
    `# kept at the first check\n${policy().replace("https://log.test", "https://old.test")}`,
  );
  renderApp(PATH);
  await verify();
  await points();
  expect(screen.queryByRole("alert")).toBeNull();
});
