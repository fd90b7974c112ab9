import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { problem } from "@/mocks/handlers";
import { aStatement, keepStatements } from "@/mocks/moderationHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const WORDS = "The name in my review is the name over the shop's door.";

beforeEach(() => keepStatements(aStatement()));

describe("decisions about my reviews", () => {
  it("are listed, and each is read in full", async () => {
    renderApp("/account/statements");
    const link = await screen.findByRole("link", { name: /Your review of Hearth & Rye is hidden/ });
    expect(link).toHaveTextContent(/You can appeal until/);
    await userEvent.click(link);
    const panel = await screen.findByRole("region", { name: "Your review of Hearth & Rye is hidden" });
    expect(within(panel).getByText("It names a neighbour of the shop.")).toBeVisible();
    expect(within(panel).getByText(/gives away nobody's personal data/)).toBeVisible();
    expect(within(panel).getByText(/A reader reported it.* No program decided this\./)).toBeVisible();
    expect(screen.getByRole("tab", { name: "Decisions" })).toHaveAttribute("aria-current", "page");
  });

  it("are none for most people", async () => {
    keepStatements();
    renderApp("/account/statements");
    expect(await screen.findByRole("heading", { name: "No decisions" })).toBeVisible();
  });

  it("that are somebody else's are not found", async () => {
    renderApp("/account/statements/99");
    expect(await screen.findByRole("alert")).toBeVisible();
    expect(screen.getByRole("link", { name: "All decisions" })).toBeVisible();
  });
});

describe("an appeal", () => {
  it("is sent once, and its state is shown", async () => {
    renderApp("/account/statements/7");
    await userEvent.type(await screen.findByLabelText("Why is it wrong?"), WORDS);
    await userEvent.click(screen.getByRole("button", { name: "Send appeal" }));
    expect(await screen.findByRole("status")).toHaveTextContent("Your appeal is being looked at");
    expect(screen.getByText(WORDS)).toBeVisible();
    expect(screen.queryByRole("button", { name: "Send appeal" })).toBeNull();
  });

  it("needs a sentence", async () => {
    renderApp("/account/statements/7");
    await userEvent.type(await screen.findByLabelText("Why is it wrong?"), "No");
    await userEvent.click(screen.getByRole("button", { name: "Send appeal" }));
    expect(await screen.findByText("Say in a sentence or two why")).toBeVisible();
  });

  it("that comes too late is refused in the server's words", async () => {
    server.use(
      http.post("*/api/v1/moderation/statements/:id/appeal/", () =>
        problem(409, "not_appealable", { detail: "The time to appeal is over." }),
      ),
    );
    renderApp("/account/statements/7");
    await userEvent.type(await screen.findByLabelText("Why is it wrong?"), WORDS);
    await userEvent.click(screen.getByRole("button", { name: "Send appeal" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("The time to appeal is over.");
  });

  it.each([
    ["reversed", "Taken back after your appeal"],
    ["upheld", "Your appeal was decided: it stands"],
  ] as const)("that was decided (%s) says so", async (outcome, words) => {
    const appeal = {
      words: WORDS,
      created_at: "2026-11-01T10:00:00Z",
      outcome,
      decided_at: "2026-11-02T10:00:00Z",
    };
    keepStatements(aStatement({ can_appeal: false, appeal }));
    renderApp("/account/statements/7");
    expect(await screen.findByText(words)).toBeVisible();
  });

  it("is not offered where the time is over, or where there is nothing to appeal against", async () => {
    keepStatements(aStatement({ can_appeal: false }));
    renderApp("/account/statements/7");
    expect(await screen.findByText("The time to appeal is over.")).toBeVisible();
    expect(screen.queryByLabelText("Why is it wrong?")).toBeNull();
  });
});

describe("a list that cannot be read", () => {
  it("can be tried again", async () => {
    server.use(
      http.get("*/api/v1/moderation/statements/", () => problem(400, "broken"), { once: true }),
      http.get("*/api/v1/moderation/statements/", () =>
        HttpResponse.json({ results: [aStatement()], next: null, previous: null }),
      ),
    );
    renderApp("/account/statements");
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await screen.findByText("Your review of Hearth & Rye is hidden")).toBeVisible();
  });
});
