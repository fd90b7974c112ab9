import type { NoticeChannel } from "@/api/types";

/** What the ways are called. */
export const CHANNEL_WORDS: Record<NoticeChannel, string> = {
  mail: "Mail",
  sms: "SMS",
  push: "Push",
  inbox: "In the app",
};
