import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { problem } from "@/mocks/handlers";
import { theFigures } from "@/mocks/moderationHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const region = (name: string) => screen.findByRole("region", { name });

describe("/transparency", () => {
  it("shows the figures, and that no program decides", async () => {
    renderApp("/transparency");
    const all = await region("Since the beginning");
    const figure = (name: string) => within(all).getByText(name).nextElementSibling;
    expect(figure("Reports by readers")).toHaveTextContent("4");
    expect(figure("Decisions by programs")).toHaveTextContent("0");
    expect(figure("Of these taken back")).toHaveTextContent("1");
    expect(figure("Median time to decide")).toHaveTextContent("2 h");
    const decisions = screen.getByRole("region", { name: "Decisions and their reasons" });
    expect(within(decisions).getByText("Hidden: Abusive or hateful")).toBeVisible();
  });

  it("counts removed reviews by the log, and says up to where", async () => {
    renderApp("/transparency");
    const removed = await region("Removed reviews, by the log’s count");
    expect(within(removed).getByText("1 review removed now")).toBeVisible();
    expect(within(removed).getByText(/The first 4,711 entries/)).toHaveTextContent(
      "hold 2 removals by moderators",
    );
  });

  it("names every rule with its version", async () => {
    renderApp("/transparency");
    const rules = await region("The rules that make us look");
    expect(within(rules).getByRole("heading", { name: "Links" })).toBeVisible();
    expect(within(rules).getByText(/Version 1\. Puts the review before a person\./)).toBeVisible();
    expect(within(rules).getByText(/2 of a hundred reviews/)).toBeVisible();
  });

  it("hands the figures over", async () => {
    renderApp("/transparency");
    const csv = await screen.findByRole("link", { name: "Every month as CSV" });
    expect(csv).toHaveAttribute("href", "/api/v1/transparency/figures.csv");
    expect(screen.getByRole("link", { name: "This page as JSON" })).toHaveAttribute("download");
  });

  it("before anything happened says so", async () => {
    const nothing = {
      reports: [],
      decisions: [],
      months: [],
      removed: null,
      appeals: { received: 0, upheld: 0, reversed: 0 },
    };
    server.use(http.get("*/api/v1/transparency/", () => HttpResponse.json(theFigures(nothing))));
    renderApp("/transparency");
    expect(await screen.findByText("No moderator has decided anything yet.")).toBeVisible();
    expect(screen.getByText("The log has not signed anything yet.")).toBeVisible();
    expect(screen.queryByRole("table")).toBeNull();
  });

  it("that cannot be had can be tried again", async () => {
    server.use(http.get("*/api/v1/transparency/", () => problem(400, "broken"), { once: true }));
    renderApp("/transparency");
    await userEvent.click(await screen.findByRole("button", { name: "Try again" }));
    expect(await region("Since the beginning")).toBeVisible();
  });
});
