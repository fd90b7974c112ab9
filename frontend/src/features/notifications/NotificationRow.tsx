import Box from "@mui/material/Box";
import ButtonBase from "@mui/material/ButtonBase";
import IconButton from "@mui/material/IconButton";
import { Check } from "lucide-react";
import { type RefObject, useRef } from "react";
import { Link } from "react-router";
import type { Notification } from "@/api/types";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { Moment } from "@/components/Moment";
import { t } from "@/lib/language/catalogue";
import { useMarkRead } from "./useMarkRead";

interface Props {
  notification: Notification;
  /** Called when it leads somewhere else. */
  onOpen?: () => void;
}

/** One notification: opening it reads it; a button of its own reads it without leaving. */
export function NotificationRow({ notification, onOpen }: Props) {
  const { id, title, body, url, created_at, read_at } = notification;
  const { mutate } = useMarkRead();
  const place = useRef<HTMLElement>(null);
  // The button goes when it has done its work; the keyboard stays in its row.
  const readHere = (): void => {
    place.current?.focus();
    mutate(id);
  };
  const read = (): void => {
    if (!read_at) mutate(id);
    onOpen?.();
  };
  const words = (
    <Box sx={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>
      <Box sx={{ fontWeight: read_at ? 450 : 650 }}>
        {!read_at && (
          <Box component="span" sx={VISUALLY_HIDDEN}>
            {t("Unread:")}{" "}
          </Box>
        )}
        {title}
      </Box>
      {body && <Box sx={{ fontSize: "0.875rem", color: "text.secondary" }}>{body}</Box>}
      <Box sx={{ fontSize: "0.8125rem", color: "text.secondary" }}>
        <Moment iso={created_at} />
      </Box>
    </Box>
  );
  return (
    <Box component="li" sx={{ display: "flex", alignItems: "flex-start", gap: 0.5 }}>
      <Box
        aria-hidden
        sx={{
          flex: "none",
          width: 8,
          height: 8,
          mt: 2,
          borderRadius: "50%",
          bgcolor: read_at ? "transparent" : "primary.main",
        }}
      />
      {url ? (
        <ButtonBase
          ref={place as RefObject<HTMLAnchorElement | null>}
          component={Link}
          to={url}
          onClick={read}
          sx={{
            flex: 1,
            minWidth: 0,
            minHeight: 44,
            p: 1,
            borderRadius: 2,
            textAlign: "left",
            justifyContent: "flex-start",
            "&:hover": { bgcolor: "action.hover" },
          }}
        >
          {words}
        </ButtonBase>
      ) : (
        <Box ref={place} tabIndex={-1} sx={{ flex: 1, minWidth: 0, p: 1 }}>
          {words}
        </Box>
      )}
      {!read_at && (
        <IconButton aria-label={t("Mark as read: {title}", { title })} onClick={readHere}>
          <Check size={18} aria-hidden />
        </IconButton>
      )}
    </Box>
  );
}
