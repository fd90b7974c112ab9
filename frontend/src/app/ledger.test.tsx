import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { Signer } from "@/lib/ledger/testing/crypto";
import { orders } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { chainIdOf, keyOf, sealDue } from "@/mocks/log";
import { bundleOf, figures, policy } from "@/mocks/logAnswers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const UID = "order-k1l2";

function proof(): string {
  sealDue(orders);
  return bundleOf(UID) ?? "";
}

async function give(text: string, name = "proof.json", label = "Proof file"): Promise<void> {
  await userEvent.upload(await screen.findByLabelText(label), new File([text], name));
}

describe("/verify", () => {
  it("shows what a good proof proves, with its entries", async () => {
    renderApp("/verify");
    expect(screen.queryByText("What was found")).toBeNull();
    await give(proof());
    expect(await screen.findByText("All 5 entries are in the signed log, exactly as recorded")).toBeVisible();
    const table = screen.getByRole("table", { name: "Entries" });
    expect(within(table).getByText("ready for pickup → completed, by vendor")).toBeVisible();
    expect(within(table).getByText("ref: TT-K1L2")).toBeVisible();
  });

  it("compares the order's chain as soon as it can be read", async () => {
    renderApp("/verify");
    await give(proof());
    const field = await screen.findByLabelText(/Order’s chain/);
    await userEvent.type(field, "abc");
    expect(await screen.findByText(/This is no chain/)).toBeVisible();
    await userEvent.clear(field);
    await userEvent.click(field);
    await userEvent.paste(chainIdOf(keyOf(UID)));
    expect(await screen.findByText("These entries belong to the chain on your confirmation.")).toBeVisible();
  });

  it("is loud about a proof that was tampered with", async () => {
    renderApp("/verify");
    await give(proof().replace("accepted", "rejected"));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "The content of entry 1 is not what was recorded",
    );
  });

  it.each([
    ["Dear customer", "is not JSON"],
    ['{"name": "a shopping list"}', "no proof of TrustTrack’s log"],
  ])("is kind about a file that was mixed up (%s)", async (text, words) => {
    renderApp("/verify");
    await give(text, "letter.txt");
    expect(await screen.findByRole("alert")).toHaveTextContent(words);
  });

  it("asks for the policy of another log", async () => {
    server.use(http.get("*/log/v1/policy", () => HttpResponse.text(OTHER_LOG)));
    renderApp("/verify");
    await give(proof());
    expect(await screen.findByRole("alert")).toHaveTextContent("a proof of another log: log.test/2026");
    await give(policy(), "policy.txt", "Policy file of that log");
    expect(await screen.findByText("All 5 entries are in the signed log, exactly as recorded")).toBeVisible();
    expect(screen.getByText("policy.txt")).toBeVisible();
  });

  it("tells a policy that cannot be read from a proof that fails", async () => {
    renderApp("/verify");
    await give(proof());
    await give("no policy", "notes.txt", "Policy file");
    expect(await screen.findByRole("alert")).toHaveTextContent("notes.txt is no policy");
    await userEvent.click(screen.getByRole("button", { name: "Back to this site’s" }));
    expect(await screen.findByText("What was found")).toBeVisible();
  });

  it("takes what is pasted, and what is dropped", async () => {
    renderApp("/verify");
    await screen.findByText("Drop a proof file here");
    fireEvent.paste(document.body, { clipboardData: { files: [], getData: () => proof() } });
    expect(await screen.findByText("The pasted text")).toBeVisible();
    expect(await screen.findByText("What was found")).toBeVisible();
    const file = new File([proof()], "dropped.json");
    fireEvent.drop(screen.getByRole("region", { name: "The proof" }), { dataTransfer: { files: [file] } });
    expect(await screen.findByText("dropped.json")).toBeVisible();
  });

  it("without a connection it says what is missing", async () => {
    server.use(http.get("*/log/v1/policy", () => HttpResponse.error()));
    renderApp("/verify");
    await give(proof());
    expect(await screen.findByText(/There is no connection to fetch this site’s policy/)).toBeVisible();
  });
});

/** A policy of a log that signed nothing here. */
const OTHER_LOG = `log ${new Signer("other.test/1", 1, 9).vkey}\nquorum none\n`;

describe("/ledger", () => {
  it("shows live figures and is honest about its witnesses", async () => {
    proof();
    renderApp("/ledger");
    expect(await screen.findByText("Entries sealed")).toBeVisible();
    expect(screen.getByText(figures().tree_size.toLocaleString())).toBeVisible();
    expect(screen.getByText(/Not independently witnessed/)).toBeVisible();
    expect(screen.getAllByText(/Run by TrustTrack, not independent/)).toHaveLength(2);
    expect(screen.getByRole("link", { name: "Download the verifier" })).toHaveAttribute("download");
  });

  it("says exactly what outsiders see and what is logged, and how to get the command", async () => {
    renderApp("/ledger");
    expect(
      await screen.findByText(
        "In plain words: published reviews, changes of badges, and what moderators did.",
      ),
    ).toBeVisible();
    expect(screen.getByText(/every erasure, and every new key and witness\.$/)).toBeVisible();
    expect(screen.queryByText(/That is all/)).toBeNull();
    expect(screen.getByText("pip install ./verifier")).toBeVisible();
    expect(screen.getByText("trusttrack-verify proof.json --log http://localhost")).toBeVisible();
  });

  it("before the first entry says so", async () => {
    server.use(
      http.get("*/api/v1/ledger/", () =>
        HttpResponse.json({
          ...figures(),
          tree_size: 0,
          checkpoint: null,
          root: null,
          signed_at: null,
          witnesses: [],
          epoch: null,
          verifier: null,
        }),
      ),
    );
    renderApp("/ledger");
    expect(await screen.findByText(/Nothing is sealed yet/)).toBeVisible();
    expect(screen.getByText(/nobody but us has seen this log grow/)).toBeVisible();
    expect(screen.getAllByText("Not yet")).toHaveLength(2);
  });

  it("explains the log although its figures cannot be had", async () => {
    server.use(http.get("*/api/v1/ledger/", () => problem(404, "not_found")));
    renderApp("/ledger");
    expect(await screen.findByRole("alert")).toBeVisible();
    expect(screen.getByText("What is not proven")).toBeVisible();
    expect(screen.getByRole("region", { name: "Check it with other tools" })).toBeVisible();
  });

  it("is led to from every page", async () => {
    renderApp("/");
    const footer = await screen.findByRole("navigation", { name: "Footer" });
    await userEvent.click(within(footer).getByRole("link", { name: "The log" }));
    await waitFor(() => expect(document.title).toMatch(/The log · TrustTrack$/));
  });
});
