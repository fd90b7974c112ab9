import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, vi } from "vitest";
import { resetAccount, resetAddresses, resetNotifications } from "@/mocks/handlers";
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

// jsdom walks the whole document for each label of each field, and every query by role or label asks all fields for theirs.
const LABELABLE = "button, input:not([type=hidden]), meter, output, progress, select, textarea";

function isLabelOf(label: HTMLLabelElement, field: HTMLElement): boolean {
  return label.hasAttribute("for")
    ? label.htmlFor === field.id && label.ownerDocument.getElementById(field.id) === field
    : label.contains(field) && label.querySelector(LABELABLE) === field;
}

for (const kind of [HTMLButtonElement, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement]) {
  Object.defineProperty(kind.prototype, "labels", {
    get(this: HTMLElement): HTMLLabelElement[] {
      return [...this.ownerDocument.getElementsByTagName("label")].filter((label) => isLabelOf(label, this));
    },
  });
}

// The live line is tested where it matters (merging, frames); elsewhere nothing may dial out.
vi.mock("partysocket/ws", () => ({
  default: class extends EventTarget {
    readyState = 0;
    close(): void {}
    reconnect(): void {}
  },
}));

// jsdom works out an element's style by asking every rule of the page, for every query; these rules are asked by browsers only.
vi.mock("@emotion/cache", async (original) => {
  const { default: createCache } = await original<typeof import("@emotion/cache")>();
  return {
    default: (options: Parameters<typeof createCache>[0]) =>
      createCache({ ...options, container: document.createElement("div") }),
  };
});

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  cleanup();
  server.resetHandlers();
  resetAccount();
  resetAddresses();
  resetNotifications();
  localStorage.clear();
  sessionStorage.clear();
  window.history.replaceState(null, "", "/");
});
afterAll(() => server.close());
