import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it, vi } from "vitest";
import { daysOf, moved, spanOf, whyNot } from "@/features/figures/days";
import { changeOf, inWords } from "@/features/figures/words";
import { figures } from "@/mocks/counterHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

// jsdom lays nothing out, so it draws no chart; the table beneath says the same.
vi.mock("@mui/x-charts/BarChart", () => ({ BarChart: () => null }));
vi.mock("@mui/x-charts/LineChart", () => ({ LineChart: () => null }));

const PAGE = "/dashboard/hearth-rye/figures";

describe("figures", () => {
  it("each says what it is, what it was before, and how it is counted", async () => {
    renderApp(PAGE);
    const list = await screen.findByRole("list", { name: "Figures" });
    const orders = within(list).getByRole("heading", { name: "Orders" }).closest("li") as HTMLElement;
    expect(orders).toHaveTextContent(/Orders12Before: 1020% more than before/);
    expect(orders).toHaveTextContent("All orders placed on these days.");
    expect(within(list).getByText("£120.50")).toBeVisible();
    expect(screen.getByRole("table")).toHaveTextContent(/1 Mon|Mon 1/);
  });

  it("asks for other days, and leads to the same as files", async () => {
    const asked: string[] = [];
    server.use(
      http.get("*/api/v1/vendors/:slug/figures/", ({ request }) => {
        asked.push(new URL(request.url).search);
        return HttpResponse.json(figures);
      }),
    );
    renderApp(`${PAGE}?days=custom&first=2026-06-01&last=2026-06-07&against=week_before`);
    await screen.findByRole("list", { name: "Figures" });
    expect(asked[0]).toBe("?first=2026-06-01&last=2026-06-07&against=week_before");
    expect(screen.getByRole("link", { name: "PDF" })).toHaveAttribute(
      "href",
      "/api/v1/vendors/hearth-rye/figures/file/?first=2026-06-01&last=2026-06-07&against=week_before&as_file=pdf",
    );
    await userEvent.click(screen.getByRole("button", { name: "Last 7 days" }));
    expect(screen.getByRole("button", { name: "Last 7 days" })).toHaveAttribute("aria-pressed", "true");
  });

  it("days that cannot be are explained and not asked for", async () => {
    renderApp(`${PAGE}?days=custom&first=2026-06-07&last=2026-06-01`);
    expect(await screen.findByText("The last day comes before the first.")).toBeVisible();
  });

  it("without orders there is nothing to draw", async () => {
    const empty = figures.buckets.map((bucket) => ({ ...bucket, orders: 0, orders_before: 0 }));
    server.use(
      http.get("*/api/v1/vendors/:slug/figures/", () => HttpResponse.json({ ...figures, buckets: empty })),
    );
    renderApp(PAGE);
    expect(await screen.findByText("No orders on these days")).toBeVisible();
  });
});

describe("days", () => {
  const query = new URLSearchParams();
  it.each([
    ["today", "2026-11-28", "2026-11-28"],
    ["yesterday", "2026-11-27", "2026-11-27"],
    ["week", "2026-11-22", "2026-11-28"],
    ["month", "2026-10-30", "2026-11-28"],
  ] as const)("%s", (preset, first, last) => {
    expect(daysOf(preset, query, "2026-11-28")).toEqual({ first, last, against: "before" });
  });

  it("are counted across a change of clocks", () => {
    expect(moved("2026-10-24", 2)).toBe("2026-10-26");
    expect(spanOf("2026-10-24", "2026-10-26")).toBe(3);
    expect(whyNot({ first: "2026-01-01", last: "2026-04-03", against: "before" })).toMatch(/92/);
  });
});

describe("words", () => {
  it.each([
    [null, "seconds", "–"],
    [42, "seconds", "42 s"],
    [150, "seconds", "3 min"],
    [5400, "seconds", "1 h 30 min"],
    [0.5, "share", "50%"],
    [4.25, "stars", "4.25"],
  ] as const)("%s %s", (value, unit, words) => {
    expect(inWords(value, unit, "en")).toBe(words);
  });

  it("quicker is better, fewer orders are not", () => {
    expect(changeOf("accept_median", 50, 100, "en")).toEqual({
      words: "50% less than before",
      tone: "better",
    });
    expect(changeOf("orders", 50, 100, "en")?.tone).toBe("worse");
    expect(changeOf("orders", 100, 100, "en")?.tone).toBe("same");
    expect(changeOf("orders", 5, 0, "en")).toBeNull();
  });
});
