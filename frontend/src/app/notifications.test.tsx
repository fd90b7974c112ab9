import { QueryClient } from "@tanstack/react-query";
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { Notification } from "@/api/types";
import { takeUnread, unreadQuery } from "@/features/notifications/queries";
import { problem, setSignedIn } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const TOLD: Notification = {
  id: 9,
  kind: "status_changed",
  title: "Hearth & Rye accepted your order",
  body: "",
  url: "",
  order: null,
  created_at: "2026-07-01T10:00:00Z",
  read_at: null,
};
const bell = (name: string) => screen.findByRole("button", { name });

it("the bell says how many are unread, in the tab's title too", async () => {
  renderApp("/notifications");
  expect(await bell("Notifications, 3 unread")).toBeVisible();
  await waitFor(() => expect(document.title).toBe("(3) Notifications · TrustTrack"));
});

it("the newest ones open under the bell, and one click reads them all", async () => {
  renderApp("/notifications");
  await userEvent.click(await bell("Notifications, 3 unread"));
  const popover = await screen.findByRole("dialog", { name: "Notifications" });
  expect(await within(popover).findAllByRole("listitem")).toHaveLength(4);
  await userEvent.click(within(popover).getByRole("button", { name: "Mark all as read" }));
  expect(await bell("Notifications")).toBeInTheDocument();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("what is unread beyond the newest ones can be read from under the bell too", async () => {
  server.use(
    http.get("*/api/v1/me/notifications/", () =>
      HttpResponse.json({ results: [{ ...TOLD, read_at: TOLD.created_at }], next: null, previous: null }),
    ),
  );
  renderApp("/");
  await userEvent.click(await bell("Notifications, 3 unread"));
  const popover = await screen.findByRole("dialog", { name: "Notifications" });
  await within(popover).findByRole("listitem");
  expect(within(popover).getByRole("button", { name: "Mark all as read" })).not.toHaveAttribute(
    "aria-disabled",
  );
});

it("what is about one order stands together, and opening one reads it", async () => {
  renderApp("/notifications");
  const about = await screen.findByRole("region", { name: "About one order: 3" });
  await userEvent.click(within(about).getByRole("link", { name: /^Unread: ?Hearth & Rye is preparing/ }));
  expect(await bell("Notifications, 2 unread")).toBeVisible();
});

it("a group is read in one go, and the filter keeps what is unread", async () => {
  renderApp("/notifications");
  await userEvent.click(await screen.findByRole("button", { name: "Mark these 2 as read" }));
  expect(await bell("Notifications, 1 unread")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Unread only" }));
  await waitFor(() => expect(screen.queryByRole("region", { name: /About one order/ })).toBeNull());
  await userEvent.click(screen.getByRole("button", { name: "Mark as read: A sign-in from a new browser" }));
  expect(await screen.findByRole("heading", { name: "All read" })).toBeVisible();
});

it("the number is what is unread now, not what a late answer says", async () => {
  let count = 3;
  server.use(
    http.get("*/api/v1/me/notifications/unread/", () => HttpResponse.json({ unread: count })),
    http.post("*/api/v1/me/notifications/:id/read/", () => {
      count = 5;
      return HttpResponse.json({ unread: 2 });
    }),
  );
  renderApp("/notifications");
  await userEvent.click(
    await screen.findByRole("button", { name: "Mark as read: A sign-in from a new browser" }),
  );
  expect(await bell("Notifications, 5 unread")).toBeVisible();
});

it("a frame is newer than the answer to what was asked before it came", async () => {
  const client = new QueryClient();
  let answer = (): void => undefined;
  const late = new Promise<void>((resolve) => {
    answer = resolve;
  });
  server.use(
    http.get("*/api/v1/me/notifications/unread/", async () => {
      await late;
      return HttpResponse.json({ unread: 1 });
    }),
  );
  client.setQueryData(unreadQuery.queryKey, 0);
  const asked = client.fetchQuery({ ...unreadQuery, staleTime: 0 });
  takeUnread(client, 2);
  answer();
  await asked.catch(() => undefined);
  expect(client.getQueryData(unreadQuery.queryKey)).toBe(2);
});

it("an empty inbox and a failing one say so", async () => {
  server.use(
    http.get("*/api/v1/me/notifications/", () =>
      HttpResponse.json({ results: [], next: null, previous: null }),
    ),
  );
  const { unmount } = renderApp("/notifications");
  expect(await screen.findByRole("heading", { name: "No notifications yet" })).toBeVisible();
  unmount();
  server.use(http.get("*/api/v1/me/notifications/", () => problem(404, "not_found")));
  renderApp("/notifications");
  expect(await screen.findByRole("alert")).toHaveTextContent("We could not find that");
});

it("the switch is honest where a browser cannot be told", async () => {
  renderApp("/notifications");
  const panel = await screen.findByRole("region", { name: "This device" });
  const control = await within(panel).findByRole("switch", { name: "Notify me on this device" });
  expect(control).toBeDisabled();
  expect(control).toHaveAccessibleDescription(/^This browser cannot show notifications/);
});

it("there is no bell without an account", async () => {
  setSignedIn(false);
  renderApp("/");
  expect(await screen.findByRole("link", { name: "Sign in" })).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Notifications/ })).toBeNull();
});
