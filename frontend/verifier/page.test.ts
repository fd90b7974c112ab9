import { readFileSync } from "node:fs";
import { join } from "node:path";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { tell } from "../src/lib/ledger/testing/story";

const PAGE = readFileSync(join(process.cwd(), "verifier/verifier.html"), "utf8");
const story = tell();
const proof = (bundle: unknown = story.bundle): File => new File([JSON.stringify(bundle)], "order.json");
const policyFile = new File([story.policy], "policy.txt");

beforeEach(async () => {
  const [, body = ""] = /<body>([\s\S]*)<\/body>/.exec(PAGE) ?? [];
  document.documentElement.lang = "en";
  document.title = "Check a proof";
  document.body.innerHTML = body.replace(/<script[\s\S]*<\/script>/, "");
  vi.resetModules();
  await import("./main");
});

const proofInput = (): HTMLElement => screen.getByLabelText("Proof");
const result = (): Promise<HTMLElement> => screen.findByRole("region", { name: /./ });

async function check(bundle: File): Promise<HTMLElement> {
  await userEvent.upload(proofInput(), bundle);
  await userEvent.upload(screen.getByLabelText("Or choose a policy file"), policyFile);
  await userEvent.click(screen.getByRole("button", { name: "Check this proof" }));
  await waitFor(() => expect(document.getElementById("result")).toBeVisible());
  return result();
}

describe("the single page", () => {
  it("tells verdicts and entries in words", async () => {
    await userEvent.type(screen.getByLabelText(/Chain id/), ` ${story.chainId} `);
    const shown = await check(proof());
    expect(within(shown).getByText("Every entry is exactly as it was recorded.")).toBeVisible();
    expect(within(shown).getByRole("heading", { name: /^The right history:\s*Proven$/ })).toBeVisible();
    expect(within(shown).getByRole("heading", { name: "Entry 1: From placed to accepted" })).toBeVisible();
    expect(within(shown).getByText("note: Zażółć 📦")).toBeVisible();
    expect(within(shown).getByText("1 detail is not shown to you.")).toBeVisible();
    expect(shown).toHaveFocus();
    expect(screen.getByRole("status")).not.toBeEmptyDOMElement();
  });

  it("says what failed", async () => {
    const [first, ...rest] = story.bundle.entries;
    const shown = await check(
      proof({ ...story.bundle, entries: [{ ...first, salt: story.bundle.chain.key }, ...rest] }),
    );
    expect(within(shown).getByRole("heading", { name: "This proof failed" })).toBeVisible();
    expect(within(shown).getByText("The content of entry 0 is not what was recorded.")).toBeVisible();
  });

  it("shows what a liar wrote as text only", async () => {
    const twisted = tell({
      payload: (payload) => Object.assign(payload.data, { by: "<img src=x onerror=alert(1)>" }),
    });
    const shown = await check(proof(twisted.bundle));
    expect(within(shown).getAllByText("by: <img src=x onerror=alert(1)>")).toHaveLength(3);
    expect(shown.querySelector("img")).toBeNull();
  });

  it("takes dropped files, whichever is which", async () => {
    const dropped = new Event("drop", { cancelable: true });
    Object.assign(dropped, { dataTransfer: { files: [policyFile, proof()] } });
    document.dispatchEvent(dropped);
    expect(await screen.findByText("Proof: order.json")).toBeVisible();
    expect(screen.getByLabelText("Policy")).toHaveValue(story.policy);
  });

  it("asks for what is missing", async () => {
    const button = screen.getByRole("button", { name: "Check this proof" });
    await userEvent.click(button);
    expect(screen.getByRole("alert")).toHaveTextContent("Choose the file of the proof.");
    expect(proofInput()).toHaveFocus();
    await userEvent.upload(proofInput(), proof());
    await userEvent.click(button);
    expect(screen.getByRole("alert")).toHaveTextContent("Paste a policy or choose a policy file.");
    expect(screen.getByLabelText("Policy")).toHaveFocus();
  });

  it("has no accessibility faults, before and after", async () => {
    const rules = { rules: { "color-contrast": { enabled: false } } };
    expect((await axe.run(document.body, rules)).violations).toEqual([]);
    await check(proof());
    expect((await axe.run(document.body, rules)).violations).toEqual([]);
  });
});
