import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { expect, test, vi } from "vitest";
import { PlacePicker } from "./PlacePicker";
import type { Place } from "./places";

function Picker({
  start = null,
  onChange,
}: {
  start?: Place | null;
  onChange?: (place: Place | null) => void;
}) {
  const [value, setValue] = useState<Place | null>(start);
  return (
    <QueryClientProvider client={new QueryClient()}>
      <PlacePicker
        value={value}
        onChange={(place) => {
          setValue(place);
          onChange?.(place);
        }}
      />
    </QueryClientProvider>
  );
}

test("a place can be given in numbers where no map can be drawn", async () => {
  const onChange = vi.fn();
  render(<Picker onChange={onChange} />);
  await userEvent.type(screen.getByLabelText("Latitude"), "51,45");
  expect(onChange).not.toHaveBeenCalled();
  await userEvent.type(screen.getByLabelText("Longitude"), "-2.5");
  expect(onChange).toHaveBeenLastCalledWith({ latitude: 51.45, longitude: -2.5 });
  expect(screen.getByLabelText("Latitude")).toHaveValue("51,45");
});

test("a number that is no degree is told, and is no place", async () => {
  const onChange = vi.fn();
  render(<Picker start={{ latitude: 51, longitude: -2 }} onChange={onChange} />);
  await userEvent.clear(screen.getByLabelText("Latitude"));
  await userEvent.type(screen.getByLabelText("Latitude"), "95");
  expect(onChange).toHaveBeenLastCalledWith(null);
  expect(screen.getByLabelText("Latitude")).toBeInvalid();
  expect(screen.getByText(/From −90 to 90/)).toBeVisible();
});

test("the device's position is taken, and a refusal is said", async () => {
  const getCurrentPosition = vi.fn((found: PositionCallback) =>
    found({ coords: { latitude: 51.45451234, longitude: -2.58 } } as GeolocationPosition),
  );
  vi.stubGlobal("navigator", Object.assign(navigator, { geolocation: { getCurrentPosition } }));
  const onChange = vi.fn();
  render(<Picker onChange={onChange} />);
  await userEvent.click(screen.getByRole("button", { name: "I am there now" }));
  expect(onChange).toHaveBeenCalledWith({ latitude: 51.454512, longitude: -2.58 });
  getCurrentPosition.mockImplementation((_found, refused?: PositionErrorCallback) =>
    refused?.({} as GeolocationPositionError),
  );
  await userEvent.click(screen.getByRole("button", { name: "I am there now" }));
  expect(screen.getByRole("status")).toHaveTextContent("did not share your position");
});
