import { useMutation, useQueryClient } from "@tanstack/react-query";
import { askAgain, markRead, markReadUpTo } from "./queries";

/** One is read when it is opened. */
export function useMarkRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: markRead,
    onSuccess: () => askAgain(queryClient),
  });
}

/** All that is on the screen; what comes meanwhile stays unread. */
export function useMarkAllRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ upTo, order }: { upTo: number; order?: string }) => markReadUpTo(upTo, order),
    onSuccess: () => askAgain(queryClient),
  });
}
