import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { speak } from "@/lib/language/catalogue";
import { chosenLanguage } from "@/lib/language/languages";
import { forgetPreferences, sentPreferences } from "@/mocks/preferenceHandlers";
import { adoptAccountLanguage, chooseForAccount } from "./accountLanguage";
import { bodyOf } from "./change";
import { preferencesQuery, savePreferences } from "./queries";

const client = () => new QueryClient({ defaultOptions: { queries: { retry: false } } });
const reload = vi.fn();

beforeEach(() => {
  forgetPreferences();
  localStorage.removeItem("trusttrack.language");
  vi.stubGlobal("location", { ...window.location, reload });
});

afterEach(() => {
  reload.mockClear();
  speak("en");
  vi.unstubAllGlobals();
});

async function accountIn(language: "de" | "en"): Promise<void> {
  await savePreferences(bodyOf({ ...(await client().fetchQuery(preferencesQuery)), language }, {}));
}

it("takes the account's language over where it was chosen", async () => {
  await accountIn("de");
  await adoptAccountLanguage(client());
  expect([chosenLanguage(), reload.mock.calls.length]).toEqual(["de", 1]);
});

it("leaves a browser's language alone where the account's was never chosen", async () => {
  speak("de", {});
  await adoptAccountLanguage(client());
  expect([chosenLanguage(), reload.mock.calls.length]).toEqual([null, 0]);
});

it("keeps what is chosen for the pages with the account, for its mails", async () => {
  await chooseForAccount(client(), "ar");
  expect(sentPreferences.at(-1)?.language).toBe("ar");
  expect([chosenLanguage(), reload.mock.calls.length]).toEqual(["ar", 1]);
});
