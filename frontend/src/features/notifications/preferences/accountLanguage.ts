import type { QueryClient } from "@tanstack/react-query";
import { language } from "@/lib/language/catalogue";
import { keepLanguage, type Language } from "@/lib/language/languages";
import { chooseLanguage } from "@/lib/language/start";
import { bodyOf } from "./change";
import { preferencesQuery, savePreferences } from "./queries";

/** The pages in the language of the account, for a browser in which none was chosen. */
export async function adoptAccountLanguage(client: QueryClient): Promise<void> {
  const { language: ofAccount } = await client.fetchQuery(preferencesQuery);
  if (ofAccount === language()) keepLanguage(ofAccount);
  // English also stands where nobody has chosen: then what the browser asks for is the better guess
  else if (ofAccount !== "en") chooseLanguage(ofAccount);
}

/** What is chosen for the pages is meant for the mails too. Where it cannot be saved, the pages change all the same. */
export async function chooseForAccount(client: QueryClient, chosen: Language): Promise<void> {
  try {
    const now = await client.fetchQuery(preferencesQuery);
    await savePreferences(bodyOf({ ...now, language: chosen }, {}));
  } finally {
    chooseLanguage(chosen);
  }
}
