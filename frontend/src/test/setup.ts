import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { resetAccount, resetNotifications } from "@/mocks/handlers";
import { server } from "./server";

// Two slow cores are enough for these tests; and what is hidden is asserted with toBeVisible, not by every query.
configure({ asyncUtilTimeout: 8_000, defaultHidden: true });

// jsdom has no layout and no matchMedia; a desktop that prefers light stands in for it.
window.matchMedia = (query: string) =>
  ({
    matches: /min-width/.test(query),
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
  }) as unknown as MediaQueryList;
window.scrollTo = () => undefined;
Element.prototype.scrollIntoView = () => undefined;

// The live line is tested where it matters (merging, frames); elsewhere nothing may dial out.
vi.mock("partysocket/ws", () => ({
  default: class extends EventTarget {
    readyState = 0;
    close(): void {}
    reconnect(): void {}
  },
}));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  resetAccount();
  resetNotifications();
  localStorage.clear();
  sessionStorage.clear();
});
afterAll(() => server.close());
