import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import type { Role, VendorChanges } from "@/api/types";
import { me, vendors } from "@/mocks/data";
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

describe("settings", () => {
  it("a new day gets the hours of the day before, and all of them are sent", async () => {
    let sent: VendorChanges = {};
    server.use(
      http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
        sent = (await request.json()) as VendorChanges;
        return HttpResponse.json({ ...vendors[0], ...sent });
      }),
    );
    renderApp(`${SHOP}/settings`);
    await userEvent.click(await screen.findByRole("button", { name: "Add hours on Sunday" }));
    await userEvent.click(screen.getByRole("button", { name: "Remove hours 1 of Monday" }));
    await userEvent.click(screen.getByRole("button", { name: "Save hours" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(sent.hours?.map(({ weekday }) => weekday)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(sent.hours?.at(-1)).toEqual({ weekday: 6, opens: "08:00", closes: "18:00" });
  });

  it("hours that overlap are explained and not sent", async () => {
    renderApp(`${SHOP}/settings`);
    const monday = await screen.findByRole("group", { name: "Monday" });
    await userEvent.click(within(monday).getByRole("button", { name: "Add hours on Monday" }));
    const [, opens] = within(monday).getAllByLabelText("Opens");
    const [, closes] = within(monday).getAllByLabelText("Closes");
    await userEvent.type(opens as HTMLElement, "17:00");
    await userEvent.type(closes as HTMLElement, "20:00");
    await userEvent.click(screen.getByRole("button", { name: "Save hours" }));
    expect(await within(monday).findByText("Overlaps other hours")).toBeVisible();
  });

  it("the address goes back whole, and a refused phone is explained beside it", async () => {
    let sent: VendorChanges = {};
    server.use(
      http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
        sent = (await request.json()) as VendorChanges;
        return problem(400, "invalid", { errors: [{ pointer: "/phone", detail: "This is no number." }] });
      }),
    );
    renderApp(`${SHOP}/settings`);
    const phone = await screen.findByLabelText(/Phone/);
    await userEvent.type(phone, "9");
    await userEvent.click(screen.getByRole("button", { name: "Save profile" }));
    await waitFor(() => expect(phone).toHaveAccessibleDescription("This is no number."));
    expect(sent.address).toEqual({
      line1: "3 Market Row",
      line2: "",
      city: "Linden",
      postcode: "LN1 4AB",
      country: "GB",
    });
  });

  it("the country, the clock and the language are the business's own", async () => {
    let sent: VendorChanges = {};
    server.use(
      http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
        sent = (await request.json()) as VendorChanges;
        return HttpResponse.json({ ...vendors[0], ...sent });
      }),
    );
    renderApp(`${SHOP}/settings`);
    await userEvent.selectOptions(await screen.findByLabelText("Country"), "Portugal");
    await userEvent.selectOptions(screen.getByLabelText("Time zone"), "Europe/Lisbon");
    await userEvent.selectOptions(screen.getByLabelText("Language of your words"), "Portuguese");
    await userEvent.click(screen.getByText("Save profile"));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect([sent.address?.country, sent.timezone, sent.language]).toEqual(["PT", "Europe/Lisbon", "pt"]);
  });

  it("a special day is added, closed where it has no times", async () => {
    let sent: VendorChanges = {};
    server.use(
      http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
        sent = (await request.json()) as VendorChanges;
        return HttpResponse.json({ ...vendors[0], ...sent });
      }),
    );
    renderApp(`${SHOP}/settings`);
    await userEvent.click(await screen.findByText("Add a day"));
    fireEvent.change(screen.getByLabelText("Day"), { target: { value: "2026-12-25" } });
    await userEvent.click(screen.getByText("Save special days"));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(sent).toEqual({ special_days: [{ day: "2026-12-25", opens: null, closes: null }] });
  });

  it("a change that ends a check is asked about, and sent again once it is meant", async () => {
    const sent: VendorChanges[] = [];
    server.use(
      http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
        const body = (await request.json()) as VendorChanges;
        sent.push(body);
        return body.end_checks
          ? HttpResponse.json({ ...vendors[0], ...body, is_verified: false })
          : problem(409, "checks_would_end", { checks: ["phone"] });
      }),
    );
    renderApp(`${SHOP}/settings`);
    await userEvent.type(await screen.findByLabelText(/Phone/), "9");
    await userEvent.click(screen.getByText("Save profile"));
    const dialog = await screen.findByRole("dialog", { name: "Change it and lose the badge for now?" });
    expect(dialog).toHaveTextContent("Changing the phone ends the phone check.");
    await userEvent.click(within(dialog).getByRole("button", { name: "Change it" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect(sent.map(({ end_checks }) => end_checks)).toEqual([undefined, true]);
    expect(sent[1]?.phone).toBe(sent[0]?.phone);
  });

  it("a change that is not meant is sent no more, and stays in the form", async () => {
    let sent = 0;
    server.use(
      http.patch("*/api/v1/vendors/:slug/", () => {
        sent += 1;
        return problem(409, "checks_would_end", { checks: ["phone"] });
      }),
    );
    renderApp(`${SHOP}/settings`);
    const phone = await screen.findByLabelText<HTMLInputElement>(/Phone/);
    await userEvent.type(phone, "9");
    const typed = phone.value;
    await userEvent.click(screen.getByText("Save profile"));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(within(dialog).getByRole("button", { name: "Go back" }));
    await waitFor(() => expect(dialog).not.toBeInTheDocument());
    expect([sent, phone.value]).toEqual([1, typed]);
  });

  it("a cover is looked at first, then sent as a form", async () => {
    URL.createObjectURL = () => "blob:picture";
    URL.revokeObjectURL = () => undefined;
    let sent = "";
    server.use(
      http.put("*/api/v1/vendors/:slug/cover/", ({ request }) => {
        sent = request.headers.get("Content-Type") ?? "";
        return HttpResponse.json({
          cover_url: "http://localhost/cover.webp",
          cover: {
            width: 1600,
            height: 400,
            avif: [
              { width: 480, url: "http://localhost/cover-480.avif" },
              { width: 1600, url: "http://localhost/cover.avif" },
            ],
            webp: [{ width: 1600, url: "http://localhost/cover.webp" }],
          },
        });
      }),
    );
    const { container } = renderApp(`${SHOP}/settings`);
    const input = await screen.findByLabelText("Cover picture", { selector: "input" });
    await userEvent.upload(input, new File(["x"], "shop.png", { type: "image/png" }));
    expect(container.querySelector("img")).toHaveAttribute("src", "blob:picture");
    await userEvent.click(screen.getByRole("button", { name: "Use this picture" }));
    expect(await screen.findByText("Saved.")).toBeVisible();
    expect(sent).toMatch(/^multipart\/form-data; boundary=/);
    expect(container.querySelector("img")).toHaveAttribute("src", "http://localhost/cover.webp");
    expect(container.querySelector("picture source")).toHaveAttribute(
      "srcset",
      "http://localhost/cover-480.avif 480w, http://localhost/cover.avif 1600w",
    );
  });

  it("staff are told whose room it is", async () => {
    signInAs("staff");
    renderApp(`${SHOP}/settings`);
    expect(await screen.findByRole("alert")).toHaveTextContent("owners and managers");
  });
});
