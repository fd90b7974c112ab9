import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import { ago, me, orders } from "@/mocks/data";
import { problem } from "@/mocks/handlers";
import { photo, reviewFigures, reviews } from "@/mocks/reviewData";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

const PROFILE = "/v/hearth-rye";
const DONE = orders.find(({ status }) => status === "completed");

it("the mean stands with its count and where it likely lies, and the figures behind it", async () => {
  renderApp(PROFILE);
  expect(
    await screen.findByRole("group", { name: "4.9, likely between 4.7 and 5.0, from 128 reviews" }),
  ).toBeVisible();
  const figures = screen.getByLabelText("Figures behind the reviews");
  expect(figures).toHaveTextContent("Completed orders412");
  expect(figures).toHaveTextContent("Withdrawn by their authors1");
  expect(figures).toHaveTextContent("Customers who came back40%");
});

it("each review says how it came; what was removed leaves a tombstone", async () => {
  renderApp(PROFILE);
  expect(await screen.findByText(/^Invited after an order completed on /)).toBeVisible();
  expect(screen.getAllByText(/^Written unasked after an order/)).toHaveLength(2);
  expect(screen.getByText(/A review was withdrawn by its author/)).toBeVisible();
});

it("filters, search and order are in the address and in the call", async () => {
  const asked: string[] = [];
  server.use(
    http.get("*/api/v1/vendors/:slug/reviews/", ({ request }) => {
      asked.push(new URL(request.url).search);
      return HttpResponse.json({ ...reviewFigures, results: reviews, next: null, previous: null });
    }),
  );
  renderApp(`${PROFILE}?rating=5`);
  await userEvent.click(await screen.findByRole("button", { name: "With photos" }));
  await userEvent.type(screen.getByRole("searchbox", { name: "Search in the reviews" }), "crust{Enter}");
  await userEvent.selectOptions(screen.getByRole("combobox", { name: "Order of reviews" }), "helpful");
  await waitFor(() =>
    expect(asked.at(-1)).toBe("?page_size=10&rating=5&with_photos=true&search=crust&ordering=helpful"),
  );
});

it("photos open large, and the arrow keys go through them", async () => {
  renderApp(PROFILE);
  await userEvent.click(await screen.findByRole("button", { name: "Open photo 1 of 2 by Ana N." }));
  expect(await screen.findByRole("dialog", { name: "Photo 1 of 2 by Ana N." })).toBeVisible();
  await userEvent.keyboard("{ArrowRight}");
  expect(screen.getByRole("dialog", { name: "Photo 2 of 2 by Ana N." })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

it("what an edited review said before can be read", async () => {
  server.use(
    http.get("*/api/v1/reviews/3/versions/", () =>
      HttpResponse.json({
        results: [
          {
            number: 1,
            kind: "original",
            rating: 4,
            title: "",
            body: "Nice people.",
            recorded_at: ago(90),
            is_withheld: false,
            items: [],
            photo_count: 0,
          },
          {
            number: 2,
            kind: "edit",
            rating: 5,
            title: "",
            body: "Kind people.",
            recorded_at: ago(30),
            is_withheld: false,
            items: [],
            photo_count: 1,
          },
        ],
        next: null,
        previous: null,
      }),
    ),
  );
  renderApp(PROFILE);
  await userEvent.click(await screen.findByRole("button", { name: /^Edited/ }));
  const dialog = await screen.findByRole("dialog", { name: "What this review said" });
  expect(await within(dialog).findByText("Nice people.")).toBeVisible();
  expect(within(dialog).getByText(/^Changed by its author/)).toBeVisible();
});

it("a reader calls a review helpful and takes it back", async () => {
  server.use(
    http.get("*/api/v1/me/", () => HttpResponse.json({ ...me, memberships: [] })),
    http.put("*/api/v1/reviews/1/helpful/", () => HttpResponse.json({ helpful_count: 4, is_helpful: true })),
    http.delete("*/api/v1/reviews/1/helpful/", () =>
      HttpResponse.json({ helpful_count: 3, is_helpful: false }),
    ),
  );
  renderApp(PROFILE);
  await userEvent.click(await screen.findByRole("button", { name: "Helpful (3): the review of Ana N." }));
  const pressed = await screen.findByRole("button", { name: "Helpful (4): the review of Ana N." });
  expect(pressed).toHaveAttribute("aria-pressed", "true");
  await userEvent.click(pressed);
  expect(await screen.findByRole("button", { name: "Helpful (3): the review of Ana N." })).toBeVisible();
});

it("a review is sent with stars for items and a photo", async () => {
  let sent: unknown;
  server.use(
    http.post("*/api/v1/reviews/photos/", () => HttpResponse.json(photo("new"), { status: 201 })),
    http.post("*/api/v1/reviews/", async ({ request }) => {
      sent = await request.json();
      return HttpResponse.json({ id: 77 }, { status: 201 });
    }),
  );
  renderApp(`/orders/${DONE?.uid}`);
  const stars = await screen.findByRole("group", { name: "Your rating" });
  await userEvent.click(within(stars).getByRole("radio", { name: "4 of 5: Good" }));
  await userEvent.type(screen.getByRole("textbox", { name: /How was it/ }), "Crisp.");
  const item = DONE?.items[0];
  const group = screen.getByRole("group", { name: item?.name });
  await userEvent.click(within(group).getByRole("radio", { name: "5 of 5: Great" }));
  const file = new File(["x"], "loaf.jpg", { type: "image/jpeg" });
  await userEvent.upload(screen.getByLabelText("Photos to add"), file);
  expect(await screen.findByRole("img", { name: "Your photo 1" })).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Publish review" }));
  await waitFor(() =>
    expect(sent).toEqual({
      order: DONE?.uid,
      rating: 4,
      title: "",
      body: "Crisp.",
      items: [{ item: item?.item, rating: 5, body: "" }],
      photos: ["new"],
    }),
  );
});

it("a photo that is none is not sent, and a refused one is explained", async () => {
  server.use(http.post("*/api/v1/reviews/photos/", () => problem(409, "too_many_photos")));
  renderApp(`/orders/${DONE?.uid}`);
  const input = await screen.findByLabelText("Photos to add");
  await userEvent.upload(input, new File(["x"], "a.gif", { type: "image/gif" }), { applyAccept: false });
  expect(await screen.findByText("Choose JPEG, PNG or WebP pictures.")).toBeVisible();
  await userEvent.upload(input, new File(["x"], "a.png", { type: "image/png" }));
  await waitFor(() => expect(screen.queryByText("Choose JPEG, PNG or WebP pictures.")).toBeNull());
  expect(await screen.findByRole("alert")).toBeVisible();
});
