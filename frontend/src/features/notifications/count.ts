import { t } from "@/lib/language/catalogue";

const MOST_SHOWN = 99;

/** "3", or "99+" where nobody would count on. */
export const countWords = (unread: number): string =>
  unread > MOST_SHOWN ? `${MOST_SHOWN}+` : String(unread);

/** What the bell is called: its number is part of its name. */
export const bellName = (unread: number): string =>
  unread === 0
    ? t("Notifications")
    : t("Notifications, {countWords} unread", { countWords: countWords(unread) });
