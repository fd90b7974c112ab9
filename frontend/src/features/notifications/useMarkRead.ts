import { useMutation, useQueryClient } from "@tanstack/react-query";
import { markRead, markReadUpTo, takeUnread } from "./queries";

/** One is read when it is opened. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: markRead,
    onSuccess: ({ unread }) => takeUnread(queryClient, unread),
  });
}

/** All that is on the screen; what comes meanwhile stays unread. */
export function useMarkAllRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ upTo, order }: { upTo: number; order?: string }) => markReadUpTo(upTo, order),
    onSuccess: ({ unread }) => takeUnread(queryClient, unread),
  });
}
