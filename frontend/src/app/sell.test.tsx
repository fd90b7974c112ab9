import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { HttpResponse, http } from "msw";
import { expect, it } from "vitest";
import type { VendorChanges } from "@/api/types";
import { vendors } from "@/mocks/data";
import { renderApp } from "@/test/renderApp";
import { server } from "@/test/server";

it("a business without a place is told so, and saved with the place that was given", async () => {
  const sent: VendorChanges[] = [];
  server.use(
    http.get("*/api/v1/vendors/:slug/", () => HttpResponse.json({ ...vendors[0], location: null })),
    http.patch("*/api/v1/vendors/:slug/", async ({ request }) => {
      sent.push((await request.json()) as VendorChanges);
      return HttpResponse.json(vendors[0]);
    }),
  );
  renderApp("/sell/hearth-rye/place");
  const save = await screen.findByRole("button", { name: "Save and continue" });
  await userEvent.click(save);
  expect(await screen.findByText("Say where it is: on the map, or both numbers.")).toBeVisible();
  expect(screen.getByLabelText("Latitude")).toBeInvalid();
  expect(sent).toEqual([]);

  await userEvent.type(screen.getByLabelText("Latitude"), "51.4545");
  await userEvent.type(screen.getByLabelText("Longitude"), "-2,5879");
  await userEvent.click(save);
  expect(await screen.findByRole("heading", { name: "When are you open?" })).toBeVisible();
  expect(sent).toEqual([expect.objectContaining({ location: { latitude: 51.4545, longitude: -2.5879 } })]);
});
