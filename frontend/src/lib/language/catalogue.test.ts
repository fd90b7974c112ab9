import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { formatMoney } from "../money";
import { type Catalogue, cut, direction, language, plural, speak, t } from "./catalogue";
import { chosenLanguage, keepLanguage, localeOf, wantedLanguage } from "./languages";
import { said } from "./said";
import { chooseLanguage } from "./start";

const wordsOf = (code: string): Catalogue =>
  JSON.parse(readFileSync(join(process.cwd(), `src/locale/${code}.json`), "utf8"));

function browserAsksFor(...languages: string[]): void {
  vi.stubGlobal("navigator", { languages });
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
}

afterEach(() => {
  speak("en");
  vi.unstubAllGlobals();
});

describe("which language", () => {
  it.each([
    [["de-AT", "en"], "de"],
    [["fr-FR", "ar-EG", "en"], "ar"],
    [["fr-FR"], "en"],
    [["en-US@posix", "de"], "de"],
    [[], "en"],
  ])("of a browser that asks for %j: %s", (languages, wanted) => {
    browserAsksFor(...languages);
    expect(wantedLanguage()).toBe(wanted);
  });

  it("is the chosen one before any other", () => {
    browserAsksFor("de-DE");
    expect(chosenLanguage()).toBeNull();
    keepLanguage("ar");
    expect(wantedLanguage()).toBe("ar");
  });

  it("is not asked for again and again where nothing can be kept", () => {
    const reload = vi.fn();
    vi.stubGlobal("location", { reload });
    vi.stubGlobal("localStorage", {
      getItem: () => null,
      setItem: () => {
        throw new Error("full");
      },
    });
    chooseLanguage("de");
    expect([keepLanguage("de"), reload.mock.calls.length]).toEqual([false, 0]);
    browserAsksFor();
    chooseLanguage("de");
    expect(reload.mock.calls.length).toBe(1);
  });

  it("keeps the browser's own form of it for numbers and times", () => {
    browserAsksFor("fr-CH", "de-AT", "en-US");
    expect([localeOf("de"), localeOf("en"), localeOf("ar")]).toEqual(["de-AT", "en-US", "ar"]);
  });
});

describe("what is said", () => {
  it("is English without a catalogue, and where a catalogue has no words", () => {
    expect(t("Ready about {time}, {soon}", { time: "10:42", soon: "in 5 minutes" })).toBe(
      "Ready about 10:42, in 5 minutes",
    );
    speak("de", { Sealed: "Versiegelt" });
    expect([t("Sealed"), t("Nobody translated this")]).toEqual(["Versiegelt", "Nobody translated this"]);
  });

  it("counts as the language does: two forms in German, six in Arabic", () => {
    const items = (count: number): string => plural("{count} item", "{count} items", count);
    expect([1, 2].map(items)).toEqual(["1 item", "2 items"]);
    speak("ar", wordsOf("ar"));
    expect(
      new Set([0, 1, 2, 3, 11, 100].map((count) => items(count).replace(/[\d٠-٩\u2068\u2069]/g, ""))).size,
    ).toBe(6);
    expect([0, 1, 2].map(items)).toEqual(["بلا أصناف", "صنف واحد", "صنفان"]);
    speak("de", wordsOf("de"));
    expect(plural("{count} business", "{count} businesses", 1204)).toBe("1.204 Geschäfte");
  });

  it("lets a name keep its direction in a sentence that runs the other way", () => {
    speak("ar", wordsOf("ar"));
    expect(direction()).toBe("rtl");
    expect(t("Order {reference}", { reference: "TT-K1L2" })).toBe("الطلب \u2068TT-K1L2\u2069");
    expect(cut("Answer by {time}", "time")).toEqual(["الرد قبل ", ""]);
  });

  it("says again what the API said, with the names in it", () => {
    speak("de", wordsOf("de"));
    expect(said("Mill & Sons accepted the order", { vendor: "Mill & Sons" })).toBe(
      "Mill & Sons hat die Bestellung angenommen",
    );
    expect(said("Something new", { vendor: "Mill & Sons" })).toBe("Something new");
  });

  it("writes money in the language's way", () => {
    speak("de", {});
    expect(language()).toBe("de");
    expect(formatMoney({ amount: "1234.50", currency: "EUR" }).replace(/\s/g, " ")).toBe("1.234,50 €");
  });
});
