import Button from "@mui/material/Button";
import { CheckCheck } from "lucide-react";
import type { Notification } from "@/api/types";
import { t } from "@/lib/language/catalogue";
import { newestId } from "./groups";
import type { useMarkAllRead } from "./useMarkRead";

interface Props {
  shown: readonly Notification[];
  /** Whether there is anything unread, on the screen or beyond it. */
  hasUnread: boolean;
  all: ReturnType<typeof useMarkAllRead>;
}

/** Reads all that is shown and what is older. It keeps the focus when there is nothing left to do: the keyboard stays here. */
export function MarkAllButton({ shown, hasUnread, all }: Props) {
  const idle = !hasUnread || shown.length === 0;
  return (
    <Button
      size="small"
      startIcon={<CheckCheck size={18} aria-hidden />}
      aria-disabled={idle || undefined}
      onClick={() => {
        if (!idle && !all.isPending) all.mutate({ upTo: newestId(shown) });
      }}
      sx={idle ? { color: "text.disabled", cursor: "default" } : undefined}
    >
      {t("Mark all as read")}
    </Button>
  );
}
