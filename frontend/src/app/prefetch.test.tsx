import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { lazyPage } from "./lazyPage";
import { prefetchOnIntent } from "./prefetch";

const Nothing = () => null;
const load = vi.fn(async () => ({ Nothing }));
const Page = lazyPage(load, "Nothing");
const stop = prefetchOnIntent([{ path: "v/:slug", element: <Page /> }]);

afterEach(() => {
  load.mockClear();
  Reflect.deleteProperty(navigator, "connection");
});

function pointAt(href: string): void {
  const { unmount } = render(
    <a href={href}>
      <b>Go</b>
    </a>,
  );
  fireEvent.pointerOver(screen.getByText("Go"));
  unmount();
}

it("fetches a page when its link is pointed at, or reached by keyboard", () => {
  pointAt("/v/crumb?tab=reviews");
  expect(load).toHaveBeenCalledOnce();
  render(<a href="/v/crumb">Crumb</a>);
  screen.getByText("Crumb").focus();
  expect(load).toHaveBeenCalledTimes(2);
});

it("fetches nothing for other places, where data is saved, and once it was stopped", () => {
  for (const href of ["https://example.com/v/crumb", "/nowhere", "#main"]) pointAt(href);
  Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
  pointAt("/v/crumb");
  Reflect.deleteProperty(navigator, "connection");
  stop();
  pointAt("/v/crumb");
  expect(load).not.toHaveBeenCalled();
});
