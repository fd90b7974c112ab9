import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Role } from "@/api/types";
import { me } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const SHOP = "/dashboard/hearth-rye";

function signInAs(role: Role): void {
  const [membership] = me.memberships;
  server.use(
    http.get("*/api/v1/me/", () => HttpResponse.json({ ...me, memberships: [{ ...membership, role }] })),
  );
}

describe("items", () => {
  it("an added item stands in the list; a refused price is explained beside its field", async () => {
    server.use(
      http.post(
        "*/api/v1/vendors/:slug/items/",
        () => problem(400, "invalid", { errors: [{ pointer: "/price", detail: "Too many decimals." }] }),
        { once: true },
      ),
    );
    renderApp(`${SHOP}/items`);
    await userEvent.click(await screen.findByRole("button", { name: "Add item" }));
    const dialog = await screen.findByRole("dialog", { name: "Add an item" });
    await userEvent.type(within(dialog).getByLabelText(/Name/), "Spelt loaf");
    await userEvent.type(within(dialog).getByLabelText(/Price/), "5,20");
    await userEvent.click(within(dialog).getByRole("button", { name: "Add item" }));
    await waitFor(() =>
      expect(within(dialog).getByLabelText(/Price/)).toHaveAccessibleDescription("Too many decimals."),
    );
    await userEvent.click(within(dialog).getByRole("button", { name: "Add item" }));
    const row = await screen.findByRole("form", { name: "Spelt loaf" });
    expect(within(row).getByLabelText(/Price/)).toHaveValue("5.20");
  });

  it("staff say what is left and change nothing else", async () => {
    signInAs("staff");
    renderApp(`${SHOP}/items`);
    const row = await screen.findByRole("form", { name: "Seeded rye" });
    expect(within(row).getByLabelText(/Price/)).toBeDisabled();
    expect(within(row).getByLabelText(/Stock/)).toBeEnabled();
    expect(screen.queryByRole("button", { name: "Add item" })).toBeNull();
  });
});

describe("team", () => {
  it("an owner adds somebody, and removes somebody after a second thought", async () => {
    renderApp(`${SHOP}/team`);
    await userEvent.type(await screen.findByLabelText(/E-mail/), "zoe@example.com");
    await userEvent.click(screen.getByRole("button", { name: "Add to the team" }));
    expect(await screen.findByRole("combobox", { name: "Role of zoe@example.com" })).toHaveValue("staff");
    await userEvent.click(screen.getByRole("button", { name: "Remove zoe@example.com" }));
    const dialog = await screen.findByRole("dialog", { name: /Remove zoe@example.com/ });
    await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
    await waitFor(() =>
      expect(screen.queryByRole("combobox", { name: "Role of zoe@example.com" })).toBeNull(),
    );
  });

  it("a role that cannot change goes back and says why", async () => {
    renderApp(`${SHOP}/team`);
    const role = await screen.findByRole("combobox", { name: "Role of Mo Khan" });
    await userEvent.selectOptions(role, "staff");
    expect(await screen.findByRole("alert")).toHaveTextContent("last_owner");
    expect(role).toHaveValue("manager");
  });

  it("a manager reads it and changes nothing", async () => {
    signInAs("manager");
    renderApp(`${SHOP}/team`);
    expect(await screen.findByText("Mo Khan")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Remove Mo Khan" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Add to the team" })).toBeNull();
  });

  it("staff have no tab for it", async () => {
    signInAs("staff");
    renderApp(`${SHOP}/items`);
    expect(await screen.findByRole("tab", { name: "Items" })).toBeVisible();
    expect(screen.queryByRole("tab", { name: "Team" })).toBeNull();
  });
});
