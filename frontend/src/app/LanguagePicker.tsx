import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMe } from "@/api/me";
import { LanguageSelect } from "@/components/plain/LanguageSelect";
import { chosenLanguage } from "@/lib/language/languages";
import { chooseLanguage } from "@/lib/language/start";

// For who is signed in alone
const accountLanguage = () => import("@/features/notifications/preferences/accountLanguage");

/** The language of the pages: kept in this browser, and with the account of who is signed in, for the mails too. */
export function LanguagePicker() {
  const client = useQueryClient();
  const isSignedIn = Boolean(useMe().data);
  useEffect(() => {
    if (!isSignedIn || chosenLanguage()) return;
    // Where it cannot be had the pages stay as the browser asks for
    void accountLanguage()
      .then(({ adoptAccountLanguage }) => adoptAccountLanguage(client))
      .catch(() => undefined);
  }, [client, isSignedIn]);
  return (
    <LanguageSelect
      onChoose={(chosen) => {
        if (!isSignedIn) chooseLanguage(chosen);
        else
          void accountLanguage()
            .then(({ chooseForAccount }) => chooseForAccount(client, chosen))
            .catch(() => chooseLanguage(chosen));
      }}
    />
  );
}
