import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { resetChecks } from "@/mocks/checkHandlers";
import { renderApp } from "@/test/renderApp";

beforeEach(resetChecks);

const PAGE = "/dashboard/hearth-rye/verification";
const card = async (name: string) => within(await screen.findByRole("region", { name }));

it("the checklist says what is missing for the badge, and why", async () => {
  renderApp(PAGE);
  const list = within(await screen.findByRole("list", { name: "Missing for the badge" }));
  expect(list.getAllByRole("listitem").map(({ textContent }) => textContent)).toEqual([
    "Identity of the owner: Handed in. A verifier looks at it next.",
    "Address: The document cannot be read. Send a sharper picture.",
    "Phone number: Not handed in yet.",
  ]);
  expect((await card("Approved location")).getByText(/not needed for the badge/)).toBeVisible();
});

it("a refused check is handed in again", async () => {
  renderApp(PAGE);
  const address = await card("Address");
  await userEvent.click(address.getByRole("button", { name: /Hand in/ }));
  expect(address.getByRole("button", { name: "Hand in" })).toBeDisabled();
  await userEvent.type(address.getByLabelText(/Anything we should know/), "The new lease");
  await userEvent.click(address.getByRole("button", { name: "Hand in" }));
  await waitFor(() => expect(address.getByRole("button", { name: "Take it back" })).toBeVisible());
});

it("a file that is no document is named before it is sent", async () => {
  renderApp(PAGE);
  const identity = await card("Identity of the owner");
  const files = await identity.findByLabelText("Files: Identity of the owner");
  await userEvent.upload(files, new File(["x"], "letter.docx"), { applyAccept: false });
  expect(await identity.findByRole("alert")).toHaveTextContent("letter.docx: send a PDF");
});

it("what waits is taken back after one question", async () => {
  renderApp(PAGE);
  const identity = await card("Identity of the owner");
  expect(await identity.findByText(/Photo \(JPEG\)/)).toBeVisible();
  await userEvent.click(identity.getByRole("button", { name: "Take it back" }));
  const asked = within(await screen.findByRole("dialog", { name: /Take “Identity of the owner” back/ }));
  await userEvent.click(asked.getByRole("button", { name: "Take it back" }));
  expect(await identity.findByRole("button", { name: /Hand in/ })).toBeVisible();
});

it("a phone is shown to be theirs by a code", async () => {
  renderApp(PAGE);
  const phone = await card("Phone number");
  await userEvent.click(phone.getByRole("button", { name: "Send me a code" }));
  await userEvent.type(await phone.findByLabelText(/Code from the message/), "123456");
  await waitFor(() => expect(phone.getByText(/Approved/)).toBeVisible());
});

it("the profile tells how the badge came and went, with its entries", async () => {
  renderApp("/v/hearth-rye");
  const history = within(await screen.findByRole("list", { name: "Badge history" }));
  const [ended, granted] = history.getAllByRole("listitem");
  expect(ended).toHaveTextContent("Ended: address ran out.");
  expect(
    within(granted as HTMLElement).getByRole("link", { name: "Entry 0, leaf 3 of the log" }),
  ).toBeVisible();
});
