import Badge from "@mui/material/Badge";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { Bell } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { VISUALLY_HIDDEN } from "@/components/hidden";
import { t } from "@/lib/language/catalogue";
import { bellName, countWords } from "./count";
import { useKeepSubscribed } from "./push/useKeepSubscribed";
import { useLiveNotifications } from "./useLiveNotifications";

// Fetched when it is first opened.
const NotificationPopover = lazy(async () => ({
  default: (await import("./NotificationPopover")).NotificationPopover,
}));

/** In the header of whoever is signed in: how many are unread, said aloud as they come, and the newest of them on a click. */
export function NotificationBell() {
  const { unread, newest } = useLiveNotifications();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  useKeepSubscribed();
  return (
    <>
      <IconButton
        color="inherit"
        aria-label={bellName(unread)}
        title={bellName(unread)}
        aria-haspopup="dialog"
        aria-expanded={Boolean(anchor)}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        <Badge
          badgeContent={unread > 0 ? countWords(unread) : null}
          color="error"
          slotProps={{ badge: { "aria-hidden": true } }}
        >
          <Bell size={20} aria-hidden />
        </Badge>
      </IconButton>
      <Box aria-live="polite" sx={VISUALLY_HIDDEN}>
        {newest && t("New notification: {newest}", { newest: newest.title })}
      </Box>
      {anchor && (
        <Suspense>
          <NotificationPopover anchor={anchor} unread={unread} onClose={() => setAnchor(null)} />
        </Suspense>
      )}
    </>
  );
}
