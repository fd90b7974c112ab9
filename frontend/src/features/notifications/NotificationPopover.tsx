import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Popover from "@mui/material/Popover";
import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { MarkAllButton } from "./MarkAllButton";
import { NotificationRow } from "./NotificationRow";
import { notificationsQuery } from "./queries";
import { useMarkAllRead } from "./useMarkRead";

const SHOWN = 8;

interface Props {
  anchor: HTMLElement;
  /** Of all, not only of those shown here. */
  unread: number;
  onClose: () => void;
}

/** The newest ones. Escape and a click beside it close it, and the focus goes back to the bell. */
export function NotificationPopover({ anchor, unread, onClose }: Props) {
  const query = useInfiniteQuery(notificationsQuery({}, SHOWN));
  const items = query.data?.pages[0]?.results ?? [];
  const all = useMarkAllRead();
  return (
    <Popover
      open
      anchorEl={anchor}
      onClose={onClose}
      anchorOrigin={{ vertical: "bottom", horizontal: "right" }}
      transformOrigin={{ vertical: "top", horizontal: "right" }}
      slotProps={{
        paper: {
          role: "dialog",
          "aria-label": t("Notifications"),
          sx: { width: 380, maxWidth: "calc(100vw - 32px)" },
        },
      }}
    >
      <Box sx={{ display: "flex", alignItems: "center", gap: 1, pl: 2, pr: 1, pt: 1 }}>
        <Typography variant="h3" component="h2" sx={{ flex: 1, fontSize: "1.0625rem" }}>
          {t("Notifications")}
        </Typography>
        <MarkAllButton shown={items} hasUnread={unread > 0} all={all} />
      </Box>
      <FormAlert message={all.error?.message} />
      <Box sx={{ px: 1, pb: 1, maxHeight: "60dvh", overflowY: "auto" }}>
        <QueryView query={query} skeleton={<CardSkeletons count={3} height={64} />}>
          {() =>
            items.length === 0 ? (
              <Typography sx={{ px: 1, py: 3, color: "text.secondary" }}>
                {t("Nothing yet. What happens to your orders is told here.")}
              </Typography>
            ) : (
              <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
                {items.map((item) => (
                  <NotificationRow key={item.id} notification={item} onOpen={onClose} />
                ))}
              </Box>
            )
          }
        </QueryView>
      </Box>
      <Box sx={{ borderTop: 1, borderColor: "divider", p: 1 }}>
        <Button component={Link} to="/notifications" fullWidth onClick={onClose}>
          {t("See all notifications")}
        </Button>
      </Box>
    </Popover>
  );
}
