import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { account, RIGHT_PASSWORD } from "@/mocks/accountHandlers";
import { problem, setSignedIn } from "@/mocks/handlers";
import { anExport, forgetPrivacy, NONE, readyExport } from "@/mocks/privacyHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const PAGE = "/account/privacy";
const copies = () => screen.findByRole("list", { name: "Your copies" });
const region = (name: string) => screen.findByRole("region", { name });

beforeEach(() => {
  forgetPrivacy();
  account.confirmed = true;
});

function showExports(...exports: ReturnType<typeof anExport>[]): void {
  server.use(
    http.get("*/api/v1/me/exports/", () =>
      HttpResponse.json({ results: exports, next: null, previous: null }),
    ),
  );
}

describe("what is kept", () => {
  it("is said in plain words", async () => {
    renderApp(PAGE);
    const kept = await region("What we keep, and why");
    expect(within(kept).getAllByRole("listitem")).toHaveLength(6);
    expect(await screen.findByText("You have not asked for a copy yet.")).toBeVisible();
  });

  it("is for people with an account", async () => {
    setSignedIn(false);
    renderApp(PAGE);
    expect(await screen.findByRole("heading", { name: /Sign in|Welcome/ })).toBeVisible();
    setSignedIn(true);
  });
});

describe("a copy of my data", () => {
  it("is asked for, followed and handed over", async () => {
    URL.createObjectURL = vi.fn(() => "blob:zip");
    URL.revokeObjectURL = () => undefined;
    const saved = vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Make a copy of my data" }));
    expect(await screen.findByText("Being made: 4 of 12 orders")).toBeVisible();
    expect(screen.getByRole("progressbar", { name: "Progress of your copy" })).toHaveAttribute(
      "aria-valuenow",
      "33",
    );
    expect(screen.queryByRole("button", { name: "Make a copy of my data" })).toBeNull();
    const download = await screen.findByRole("button", { name: "Download" }, { timeout: 8_000 });
    expect(within(await copies()).getByRole("status")).toHaveTextContent(/Ready, 48\skB\. Here until/);
    await userEvent.click(download);
    await waitFor(() => expect(saved).toHaveBeenCalledOnce());
    saved.mockRestore();
  }, 15_000);

  it("that failed says so, and another can be asked for", async () => {
    showExports(anExport({ state: "failed" }));
    renderApp(PAGE);
    expect(await screen.findByText(/could not be made/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Try again" })).toBeEnabled();
  });

  it("that is refused says why", async () => {
    server.use(
      http.post("*/api/v1/me/exports/", () =>
        problem(429, "too_many_exports", { detail: "You can ask for three exports in 24 hours." }),
      ),
    );
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Make a copy of my data" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("three exports in 24 hours");
  });

  it("whose download fails says why; an old one has no button", async () => {
    showExports(readyExport(), anExport({ uid: "old", state: "expired" }));
    server.use(
      http.get("*/api/v1/me/exports/:uid/download/", () =>
        problem(409, "export_not_ready", { detail: "It has expired." }),
      ),
    );
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Download" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("It has expired.");
    expect(screen.getByText("Deleted, as its week is over")).toBeVisible();
  });

  it("list that cannot be read can be tried again", async () => {
    server.use(http.get("*/api/v1/me/exports/", () => problem(400, "broken"), { once: true }));
    renderApp(PAGE);
    const panel = await region("Take your data with you");
    await userEvent.click(await within(panel).findByRole("button", { name: "Try again" }));
    expect(await screen.findByText("You have not asked for a copy yet.")).toBeVisible();
  });
});

describe("the end of my account", () => {
  it("is asked for again once it is clear who asks", async () => {
    account.confirmed = false;
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Delete my account" }));
    await userEvent.type(await screen.findByLabelText("Your e-mail"), "ana@example.com{Enter}");
    const asked = await screen.findByRole("dialog", { name: "Confirm that it is you" });
    await userEvent.type(await within(asked).findByLabelText(/^Password/), `${RIGHT_PASSWORD}{Enter}`);
    expect(await screen.findByRole("heading", { name: /Your account will be deleted on/ })).toBeVisible();
  });

  it("is confirmed by typing the e-mail, and can be called off", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Delete my account" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete your account?" });
    const confirm = within(dialog).getByRole("button", { name: "Delete in two weeks" });
    expect(confirm).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText("Your e-mail"), "Ana@Example.com");
    await userEvent.click(confirm);
    expect(await screen.findByRole("heading", { name: /Your account will be deleted on/ })).toBeVisible();
    expect(screen.queryByRole("region", { name: "Delete my account" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Keep my account" }));
    expect(await region("Delete my account")).toBeVisible();
  });

  it("is refused in the dialog with the server's words", async () => {
    server.use(
      http.post("*/api/v1/me/deletion/", () =>
        problem(409, "deletion_refused", { detail: "Some of your orders are still under way: K7Q2MX." }),
      ),
    );
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("button", { name: "Delete my account" }));
    await userEvent.type(await screen.findByLabelText("Your e-mail"), "ana@example.com{Enter}");
    expect(await screen.findByText(/K7Q2MX/)).toBeVisible();
  });

  it("waits for what has to be settled first", async () => {
    const obstacles = [{ code: "last_owner", detail: "You are the only owner of Hearth & Rye." }];
    server.use(http.get("*/api/v1/me/deletion/", () => HttpResponse.json({ ...NONE, obstacles })));
    renderApp(PAGE);
    expect(await screen.findByText("You are the only owner of Hearth & Rye.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Delete my account" })).toBeDisabled();
  });

  it("is told on every other page", async () => {
    const due_at = new Date(Date.now() + 9 * 86_400_000).toISOString();
    server.use(
      http.get("*/api/v1/me/deletion/", () =>
        HttpResponse.json({ ...NONE, is_scheduled: true, asked_at: due_at, due_at }),
      ),
    );
    renderApp("/orders");
    expect(await screen.findByRole("link", { name: "Keep my account" })).toHaveAttribute("href", PAGE);
  });
});
