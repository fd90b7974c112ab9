import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Notification } from "@/api/types";
import { useLiveSocket } from "@/lib/useLiveSocket";
import { showUnreadInTitle } from "@/lib/useTitle";
import { countWords } from "./count";
import { takeUnread, unreadQuery } from "./queries";

const POLL_MS = 30_000;

type Frame =
  | { type: "notification"; notification: Notification; unread: number }
  | { type: "unread"; unread: number }
  | { type: "ping" };

/** The number on the bell, kept fresh by its socket and by asking while that is away; `newest` is what has just come. */
export function useLiveNotifications() {
  const queryClient = useQueryClient();
  const [newest, setNewest] = useState<Notification | null>(null);
  const { state } = useLiveSocket({
    path: () => "/ws/notifications/",
    onFrame: (frame) => {
      const told = frame as Frame;
      if (told.type === "ping") return;
      if (told.type === "notification") setNewest(told.notification);
      takeUnread(queryClient, told.unread);
    },
  });
  const { data: unread = 0 } = useQuery({
    ...unreadQuery,
    refetchInterval: state === "live" ? false : POLL_MS,
  });
  useEffect(() => {
    showUnreadInTitle(unread > 0 ? countWords(unread) : "");
    return () => showUnreadInTitle("");
  }, [unread]);
  return { unread, newest };
}
