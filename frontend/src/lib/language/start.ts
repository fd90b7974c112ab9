import { type Catalogue, speak } from "./catalogue";
import { directionOf, keepLanguage, type Language, wantedLanguage } from "./languages";

type Load = () => Promise<{ default: Catalogue }>;

/**
 * Sets the page to the reader's language and fetches its words; English needs none. Where they cannot be had the page is in
 * English, which every sentence falls back to. To be waited for before the first thing is drawn.
 */
export async function startLanguage(catalogues: Record<Exclude<Language, "en">, Load>): Promise<void> {
  const wanted = wantedLanguage();
  if (wanted === "en") return show("en");
  try {
    const { default: words } = await catalogues[wanted]();
    show(wanted, words);
  } catch {
    show("en");
  }
}

function show(language: Language, words?: Catalogue): void {
  speak(language, words);
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

/** From now on, and the next time, this browser shows the pages in this language: they are loaded again. */
export function chooseLanguage(language: Language): void {
  // Loaded again without it, the page would be as before, and ask for the account's language without end
  if (keepLanguage(language)) location.reload();
}
