import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import { problem } from "@/mocks/handlers";
import { forgetPreferences, sentPreferences } from "@/mocks/preferenceHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const PAGE = "/account/notifications";
const byMail = () => screen.findByRole("switch", { name: "Where my order is: Mail" }, { timeout: 5_000 });

beforeEach(forgetPreferences);

describe("what one is told", () => {
  it("is switched off, saved at once, and taken back", async () => {
    renderApp(PAGE);
    await userEvent.click(await byMail());
    expect(await screen.findByText("Saved. Where my order is: Mail is off.")).toBeVisible();
    expect(await byMail()).not.toBeChecked();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    await waitFor(() => expect(screen.getByText("Saved. Taken back.")).toBeVisible());
    expect(await byMail()).toBeChecked();
    expect(sentPreferences.map(({ choices }) => choices[0]?.is_on)).toEqual([false, true]);
  });

  it("says what stays on, and why", async () => {
    renderApp(PAGE);
    const fixed = await screen.findByRole("switch", { name: "Sign-in on a new device: Mail" });
    expect(fixed).toBeChecked();
    expect(fixed).toBeDisabled();
    expect(screen.getByText(/The law or your security asks for it/)).toBeVisible();
  });

  it("says when a change was not saved, and shows what holds", async () => {
    server.use(http.put("*/api/v1/me/notification-preferences/", () => problem(503, "unavailable")));
    renderApp(PAGE);
    await userEvent.click(await byMail());
    expect(await screen.findByRole("alert")).toHaveTextContent(/Not saved\./);
    await waitFor(async () => expect(await byMail()).toBeChecked());
    expect(screen.getByRole("button", { name: "Try again" })).toBeEnabled();
  });

  it("keeps quiet hours, both times as one change", async () => {
    renderApp(PAGE);
    const hours = await screen.findByRole("group", { name: "Quiet hours" });
    await userEvent.click(within(hours).getByRole("switch", { name: "Quiet hours" }));
    await screen.findByText("Saved. Quiet from 22:00 to 07:00.");
    const until = within(hours).getByLabelText("Until");
    await userEvent.clear(until);
    await userEvent.type(until, "08:30");
    await userEvent.click(within(hours).getByRole("button", { name: "Save quiet hours" }));
    await screen.findByText("Saved. Quiet from 22:00 to 08:30.");
    expect(sentPreferences.at(-1)?.quiet_hours).toEqual({ from: "22:00", until: "08:30" });
  });

  it("keeps a clock while there are quiet hours", async () => {
    renderApp(PAGE);
    const hours = await screen.findByRole("group", { name: "Quiet hours" });
    await userEvent.click(within(hours).getByRole("switch", { name: "Quiet hours" }));
    await screen.findByText("Saved. Quiet from 22:00 to 07:00.");
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    expect(sentPreferences.at(-1)?.timezone).toBe(here);
    await userEvent.clear(await screen.findByRole("combobox", { name: "Time zone" }));
    await screen.findByText(`Saved. Times are those of ${here}.`);
    expect(sentPreferences.at(-1)?.timezone).toBe(here);
  });

  it("is written in the language of one's choice", async () => {
    renderApp(PAGE);
    await userEvent.click(await screen.findByRole("combobox", { name: "Language" }));
    const languages = within(screen.getByRole("listbox"));
    await userEvent.click(languages.getByRole("option", { name: "العربية" }));
    await screen.findByText("Saved. We write in العربية.");
    expect(sentPreferences.at(-1)?.language).toBe("ar");
  });
});

describe("a link from a message", () => {
  it("stops it with a button, and offers to undo", async () => {
    renderApp("/unsubscribe/right");
    await userEvent.click(await screen.findByRole("button", { name: "Stop these mails" }));
    expect(
      await screen.findByRole("heading", { name: "You get no more mails of this kind", level: 1 }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(await screen.findByRole("button", { name: "Stop these mails" })).toBeEnabled();
  });

  it("that is none of ours says so", async () => {
    renderApp("/unsubscribe/wrong");
    expect(await screen.findByText("We could not find that")).toBeVisible();
  });
});
