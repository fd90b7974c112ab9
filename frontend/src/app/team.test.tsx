import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { beforeEach, describe, expect, it } from "vitest";
import type { OwnershipOffer, Role } from "@/api/types";
import { account, askedByUs, RIGHT_PASSWORD } from "@/mocks/accountHandlers";
import { ago, invitationLink, me } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const TEAM = "/dashboard/hearth-rye/team";
const LINK = "/invitations/secret";

/** As after a sign-in of the last few minutes. */
beforeEach(() => {
  account.confirmed = true;
});

function signInAs(role: Role): void {
  const [membership] = me.memberships;
  server.use(
    http.get("*/api/v1/me/", () => HttpResponse.json({ ...me, memberships: [{ ...membership, role }] })),
  );
}

const offer = (is_yours: boolean): OwnershipOffer => ({
  offered_by: { name: "Ana Novak", email: "ana@example.com" },
  offered_to: { name: "Mo Khan", email: "mo@example.com" },
  created_at: ago(1),
  expires_at: ago(-24 * 6),
  is_yours,
});

const show = (is_yours: boolean): void =>
  server.use(
    http.get("*/api/v1/vendors/:slug/ownership-offer/", () => HttpResponse.json({ offer: offer(is_yours) })),
  );

describe("team", () => {
  it("an owner invites somebody, who stands under the open invitations", async () => {
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Invite somebody" }));
    const dialog = await screen.findByRole("dialog", { name: "Invite somebody" });
    await userEvent.type(within(dialog).getByLabelText(/E-mail/), "zoe@example.com");
    await userEvent.selectOptions(within(dialog).getByLabelText("Role"), "manager");
    await userEvent.click(within(dialog).getByRole("button", { name: "Send the invitation" }));
    const invitations = await screen.findByRole("region", { name: "Invitations" });
    expect(await within(invitations).findByText("zoe@example.com")).toBeVisible();
    expect(screen.getByText("An invitation is on its way to zoe@example.com.")).toBeVisible();
  });

  it("a refused address is explained in the dialog", async () => {
    server.use(
      http.post("*/api/v1/vendors/:slug/members/", () =>
        problem(409, "already_member", { detail: "Somebody with this address is in the team." }),
      ),
    );
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Invite somebody" }));
    const dialog = await screen.findByRole("dialog", { name: "Invite somebody" });
    await userEvent.type(within(dialog).getByLabelText(/E-mail/), "mo@example.com");
    await userEvent.click(within(dialog).getByRole("button", { name: "Send the invitation" }));
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("is in the team");
  });

  it("one that ran out is sent again, another taken back after a second thought", async () => {
    renderApp(TEAM);
    const again = await screen.findByRole("button", { name: "Send the invitation of pia@example.com again" });
    expect(screen.getByText(/ran out/)).toBeVisible();
    await userEvent.click(again);
    await waitFor(() => expect(screen.queryByText(/ran out/)).toBeNull());
    await userEvent.click(
      screen.getByRole("button", { name: "Take the invitation of sam@example.com back" }),
    );
    const dialog = await screen.findByRole("dialog", { name: /Take the invitation of sam@example.com back/ });
    await userEvent.click(within(dialog).getByRole("button", { name: "Take back" }));
    await waitFor(() => expect(screen.queryByText("sam@example.com")).toBeNull());
  });

  it("an owner removes somebody after a second thought", async () => {
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Remove li@example.com" }));
    const dialog = await screen.findByRole("dialog", { name: /Remove li@example.com/ });
    await userEvent.click(within(dialog).getByRole("button", { name: "Remove" }));
    await waitFor(() =>
      expect(screen.queryByRole("combobox", { name: "Role of li@example.com" })).toBeNull(),
    );
  });

  it("a role that cannot change goes back and says why", async () => {
    renderApp(TEAM);
    const role = await screen.findByRole("combobox", { name: "Role of Mo Khan" });
    await userEvent.selectOptions(role, "staff");
    expect(await screen.findByRole("alert")).toHaveTextContent("last_owner");
    expect(role).toHaveValue("manager");
  });

  it("asks before the last owner who was checked steps down", async () => {
    const sent: unknown[] = [];
    server.use(
      http.patch("*/api/v1/vendors/:slug/members/:id/", async ({ request }) => {
        const body = (await request.json()) as { end_checks: boolean };
        sent.push(body);
        return body.end_checks
          ? HttpResponse.json({})
          : problem(409, "checks_would_end", { checks: ["identity"] });
      }),
    );
    renderApp(TEAM);
    await userEvent.selectOptions(await screen.findByRole("combobox", { name: "Role of Mo Khan" }), "staff");
    const dialog = await screen.findByRole("dialog", { name: "Staff instead of owner?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Change it and end the check" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual([
      { role: "staff", end_checks: false },
      { role: "staff", end_checks: true },
    ]);
  });

  it("a manager invites staff and changes nobody", async () => {
    signInAs("manager");
    renderApp(TEAM);
    expect(await screen.findByText("Mo Khan")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Remove Mo Khan" })).toBeNull();
    expect(screen.queryByRole("button", { name: /invitation of pia@example.com/ })).toBeNull();
    await userEvent.click(await screen.findByRole("button", { name: "Invite somebody" }));
    const choice = within(await screen.findByRole("dialog")).getByLabelText("Role");
    expect(
      within(choice)
        .getAllByRole("option")
        .map(({ textContent }) => textContent),
    ).toEqual(["Staff"]);
  });

  it("staff read who works here, and may leave", async () => {
    signInAs("staff");
    let left: unknown;
    server.use(
      http.delete("*/api/v1/vendors/:slug/members/:id/", ({ params }) => {
        left = params.id;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    renderApp(TEAM);
    expect(await screen.findByText("Mo Khan")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Invite somebody" })).toBeNull();
    expect(screen.queryByRole("region", { name: "Ownership" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Leave" }));
    const dialog = await screen.findByRole("dialog", { name: "Leave this team?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Leave" }));
    await waitFor(() => expect(screen.queryByRole("navigation", { name: "Dashboard" })).toBeNull());
    expect(left).toBe("1");
  });
});

describe("ownership", () => {
  it("is offered to somebody of the team", async () => {
    let sent: unknown;
    server.use(
      http.post("*/api/v1/vendors/:slug/ownership-offer/", async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(offer(false), { status: 201 });
      }),
    );
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Offer the ownership" }));
    const dialog = await screen.findByRole("dialog", { name: "Offer the ownership" });
    await userEvent.selectOptions(within(dialog).getByLabelText("To whom"), "Mo Khan");
    await userEvent.click(within(dialog).getByRole("button", { name: "Offer it" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent).toEqual({ member: 2 });
  });

  it("can be withdrawn while it stands", async () => {
    let ended = false;
    show(false);
    server.use(
      http.delete("*/api/v1/vendors/:slug/ownership-offer/", () => {
        ended = true;
        return new HttpResponse(null, { status: 204 });
      }),
    );
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Withdraw the offer" }));
    await waitFor(() => expect(ended).toBe(true));
  });

  it("is accepted after a second thought and a proof of who it is, and a refusal is told", async () => {
    account.confirmed = false;
    signInAs("manager");
    show(true);
    server.use(
      http.post(
        "*/api/v1/vendors/:slug/ownership-offer/accept/",
        () => askedByUs() ?? problem(410, "offer_over", { detail: "This offer was withdrawn." }),
      ),
    );
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Accept the ownership" }));
    const dialog = await screen.findByRole("dialog", { name: "Become the owner?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Become the owner" }));
    const asked = await screen.findByRole("dialog", { name: "Confirm that it is you" });
    await userEvent.type(await within(asked).findByLabelText(/^Password/), `${RIGHT_PASSWORD}{Enter}`);
    expect(await within(dialog).findByRole("alert")).toHaveTextContent("This offer was withdrawn.");
  });
});

describe("what a new owner costs", () => {
  it("is agreed to before the ownership is taken", async () => {
    signInAs("manager");
    show(true);
    const sent: unknown[] = [];
    server.use(
      http.post("*/api/v1/vendors/:slug/ownership-offer/accept/", async ({ request }) => {
        sent.push(await request.json());
        return problem(409, "checks_would_end", { checks: ["identity"] });
      }),
    );
    renderApp(TEAM);
    await userEvent.click(await screen.findByRole("button", { name: "Accept the ownership" }));
    const dialog = await screen.findByRole("dialog", { name: "Become the owner?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Become the owner" }));
    await userEvent.click(
      await within(dialog).findByRole("button", { name: "Become the owner and end the check" }),
    );
    await waitFor(() => expect(sent).toEqual([{ end_checks: false }, { end_checks: true }]));
    expect(dialog).toHaveTextContent("The identity check is about owners who would be gone.");
  });
});

describe("the invitation's page", () => {
  it("shows who invites to what, and leads to the dashboard once accepted", async () => {
    renderApp(LINK);
    const card = await screen.findByRole("region", { name: "Invitation" });
    for (const words of ["Join the team of Hearth & Rye", /Ana Novak invites you/, /s…@example.com/])
      expect(within(card).getByText(words)).toBeVisible();
    await userEvent.click(within(card).getByRole("button", { name: "Accept and join" }));
    expect(await screen.findByRole("tab", { name: "Orders" })).toBeVisible();
  });

  it("needs no account to be read; signing in comes back to it", async () => {
    server.use(
      http.get("*/api/v1/me/", () => problem(401, "not_authenticated")),
      http.get("*/api/v1/invitations/:token/", () =>
        HttpResponse.json({ ...invitationLink, is_yours: null }),
      ),
    );
    renderApp(LINK);
    const card = await screen.findByRole("region", { name: "Invitation" });
    expect(within(card).queryByRole("button", { name: "Accept and join" })).toBeNull();
    for (const [name, path] of [
      ["Sign in", "/sign-in"],
      ["Create an account", "/sign-up"],
    ] as const)
      expect(within(card).getByRole("link", { name })).toHaveAttribute(
        "href",
        `${path}?next=%2Finvitations%2Fsecret`,
      );
  });

  it("of another address offers another account", async () => {
    server.use(
      http.get("*/api/v1/invitations/:token/", () =>
        HttpResponse.json({ ...invitationLink, is_yours: false }),
      ),
    );
    renderApp(LINK);
    expect(await screen.findByText(/signed in with another address/)).toBeVisible();
    expect(screen.getByRole("button", { name: "Use another account" })).toBeVisible();
  });

  it("can be declined after a second thought", async () => {
    renderApp(LINK);
    await userEvent.click(await screen.findByRole("button", { name: "Decline" }));
    const dialog = await screen.findByRole("dialog", { name: "Decline the invitation?" });
    await userEvent.click(within(dialog).getByRole("button", { name: "Decline" }));
    expect(await screen.findByText("You declined the invitation")).toBeVisible();
  });

  it("says what became of a link that does not work any more", async () => {
    server.use(
      http.get("*/api/v1/invitations/:token/", () =>
        problem(410, "invitation_over", { detail: "The business took it back.", state: "revoked" }),
      ),
    );
    renderApp(LINK);
    expect(await screen.findByRole("alert")).toHaveTextContent("The business took it back.");
  });
});
