import { browserStorage } from "../browserStorage";

/** The languages of the pages: those of the mails (common/letters/languages.py), by their own names. */
export const LANGUAGES = { en: "English", de: "Deutsch", ar: "العربية" } as const;
export type Language = keyof typeof LANGUAGES;

const RIGHT_TO_LEFT: readonly Language[] = ["ar"];
const KEY = "trusttrack.language";

export const isLanguage = (code: string | null | undefined): code is Language =>
  code !== null && code !== undefined && Object.hasOwn(LANGUAGES, code);

/** "de" of "de-AT". */
const languageOf = (tag: string): string => tag.split("-", 1)[0]?.toLowerCase() ?? "";

/** The languages that the browser asks for, the dearest first; none in a program without a browser. */
function asked(): readonly string[] {
  if (typeof navigator === "undefined") return [];
  return (navigator.languages ?? []).filter(isTag);
}

// Some desktops ask for "en-US@posix", with which `Intl` throws
function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** What was chosen in this browser; null where nothing was. */
export function chosenLanguage(): Language | null {
  const code = browserStorage.getItem(KEY);
  return isLanguage(code) ? code : null;
}

/** Keeps a choice in this browser, and says whether that is allowed here. */
export function keepLanguage(language: Language): boolean {
  browserStorage.setItem(KEY, language);
  return chosenLanguage() === language;
}

/** What was chosen, else the first language of the browser's that we have, else English. */
export function wantedLanguage(): Language {
  return chosenLanguage() ?? asked().map(languageOf).find(isLanguage) ?? "en";
}

export const directionOf = (language: Language): "ltr" | "rtl" =>
  RIGHT_TO_LEFT.includes(language) ? "rtl" : "ltr";

/**
 * The locale for numbers, money and times: the browser's own form of the language ("de-AT", "en-US") where it has one.
 * Undefined is the locale of the machine.
 */
export function localeOf(language: Language): string | undefined {
  const own = asked().find((tag) => languageOf(tag) === language);
  if (own) return own;
  return language === "en" ? (asked().length > 0 ? "en-GB" : undefined) : language;
}
