import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { describe, expect, it } from "vitest";
import { account, RIGHT_CODE, setSignedIn } from "@/mocks/accountHandlers";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const factor = { created_at: 1_760_000_000, last_used_at: null };

async function enterPassword(): Promise<void> {
  await userEvent.type(await screen.findByLabelText(/E-mail/), "ana@example.com");
  await userEvent.type(screen.getByLabelText(/Password/), "correct horse");
  const buttons = screen.getAllByRole("button", { name: "Sign in" });
  await userEvent.click(buttons.at(-1) as HTMLElement);
}

function open(path = "/sign-in?next=/orders") {
  setSignedIn(false);
  return renderApp(path);
}

describe("sign-in", () => {
  it("shows the password on demand", async () => {
    open();
    const password = await screen.findByLabelText(/Password/);
    expect(password).toHaveAttribute("type", "password");
    await userEvent.click(screen.getByRole("button", { name: "Show password" }));
    expect(password).toHaveAttribute("type", "text");
  });

  it("by a mailed code wants the address first, then leads on", async () => {
    open();
    await userEvent.click(await screen.findByRole("button", { name: "E-mail me a code" }));
    expect(await screen.findByText("An e-mail address, like ana@example.com")).toBeVisible();
    await userEvent.type(screen.getByLabelText(/E-mail/), "ana@example.com");
    await userEvent.click(screen.getByRole("button", { name: "E-mail me a code" }));
    await userEvent.type(await screen.findByLabelText(/Code/), "FRTM-HFFH{Enter}");
    expect(await screen.findByRole("heading", { name: "My orders" })).toBeVisible();
  });

  it("leads nowhere outside", async () => {
    open("/sign-in?next=https://elsewhere.example/");
    await enterPassword();
    expect(await screen.findByRole("heading", { name: /Local businesses/ })).toBeVisible();
  });

  it("says how long to wait after too many attempts", async () => {
    server.use(
      http.post("*/auth/login", () =>
        HttpResponse.json({ status: 429 }, { status: 429, headers: { "Retry-After": "300" } }),
      ),
    );
    open();
    await enterPassword();
    expect(await screen.findByRole("alert")).toHaveTextContent("Try again in 5 minutes.");
  });
});

describe("the second step", () => {
  it("sends six digits by itself, and empties a wrong one", async () => {
    account.factors = [{ type: "totp", ...factor }];
    open();
    await enterPassword();
    const code = await screen.findByLabelText(/Code/);
    expect(code).toHaveAttribute("autocomplete", "one-time-code");
    await userEvent.type(code, "999999");
    expect(await screen.findByRole("alert")).toHaveTextContent("Incorrect code.");
    expect(code).toHaveValue("");
    await userEvent.type(code, RIGHT_CODE);
    expect(await screen.findByRole("heading", { name: "My orders" })).toBeVisible();
  });

  it("takes an SMS instead", async () => {
    account.factors = [{ type: "totp", ...factor }];
    open();
    await enterPassword();
    await userEvent.click(await screen.findByRole("button", { name: "Send me an SMS instead" }));
    await userEvent.click(screen.getByRole("button", { name: "Send SMS" }));
    await userEvent.type(await screen.findByLabelText(/Code/), RIGHT_CODE);
    expect(await screen.findByRole("heading", { name: "My orders" })).toBeVisible();
  });

  it("offers no SMS to an account without a verified phone", async () => {
    server.use(
      http.get("*/auth/2fa/sms", () => HttpResponse.json({ data: { available: false, phone: "" } })),
    );
    account.factors = [
      { type: "totp", ...factor },
      { type: "recovery_codes", ...factor },
    ];
    open();
    await enterPassword();
    expect(await screen.findByRole("button", { name: "Use a recovery code" })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("button", { name: /SMS/ })).toBeNull());
  });
});

it("an account can be made without a password", async () => {
  let sent: unknown;
  server.use(
    http.post("*/auth/signup", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json(
        { data: { flows: [{ id: "verify_email", is_pending: true }] }, meta: { is_authenticated: false } },
        { status: 401 },
      );
    }),
  );
  open("/sign-up");
  await userEvent.type(await screen.findByLabelText(/Name/), "Ana");
  await userEvent.type(screen.getByLabelText(/E-mail/), "ana@example.com");
  await userEvent.click(screen.getByRole("button", { name: "Create account" }));
  expect(await screen.findByRole("heading", { name: "Check your mail" })).toBeVisible();
  expect(sent).toEqual({ name: "Ana", email: "ana@example.com" });
});
