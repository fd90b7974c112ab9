import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Card from "@mui/material/Card";
import { t } from "@/lib/language/catalogue";
import type { Group } from "./groups";
import { newestId } from "./groups";
import { NotificationRow } from "./NotificationRow";
import { useMarkAllRead } from "./useMarkRead";

/** What is about one order, the newest first; or one that is about none. */
export function NotificationGroup({ group: { order, items } }: { group: Group }) {
  const all = useMarkAllRead();
  const unread = items.filter((item) => !item.read_at).length;
  const label = order ? t("About one order: {count}", { count: items.length }) : items[0]?.title;
  return (
    <Card component="section" aria-label={label} sx={{ px: 1.5, py: 1 }}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: "none" }}>
        {items.map((item) => (
          <NotificationRow key={item.id} notification={item} />
        ))}
      </Box>
      {order && unread > 1 && (
        <Box sx={{ display: "flex", justifyContent: "flex-end" }}>
          <Button
            size="small"
            loading={all.isPending}
            onClick={() => all.mutate({ upTo: newestId(items), order })}
          >
            {t("Mark these {unread} as read", { unread })}
          </Button>
        </Box>
      )}
    </Card>
  );
}
