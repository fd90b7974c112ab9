import type { NoticeChannel } from "@/api/types";
import { t } from "@/lib/language/catalogue";

/** What the ways are called. */
export const CHANNEL_WORDS = (): Record<NoticeChannel, string> => ({
  mail: t("Mail"),
  sms: "SMS",
  push: t("Push"),
  inbox: t("In the app"),
});
