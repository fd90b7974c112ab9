import Box from "@mui/material/Box";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { BellOff, CheckCheck } from "lucide-react";
import { useSearchParams } from "react-router";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { ToggleChip } from "@/components/ToggleChip";
import { t } from "@/lib/language/catalogue";
import { groupByOrder } from "./groups";
import { MarkAllButton } from "./MarkAllButton";
import { NotificationGroup } from "./NotificationGroup";
import { notificationsQuery, unreadQuery } from "./queries";
import { useMarkAllRead } from "./useMarkRead";

/** Everything that one was told in the last half year; the filter stands in the address. */
export function NotificationList() {
  const [params, setParams] = useSearchParams();
  const onlyUnread = params.get("unread") === "true";
  const query = useInfiniteQuery(notificationsQuery({ unread: onlyUnread }));
  const { data: unread = 0 } = useQuery(unreadQuery);
  const all = useMarkAllRead();
  const items = query.data?.pages.flatMap((page) => page.results) ?? [];
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <Box sx={{ display: "flex", flexWrap: "wrap", gap: 1, justifyContent: "space-between" }}>
        <ToggleChip
          pressed={onlyUnread}
          onChange={(pressed) => setParams(pressed ? { unread: "true" } : {}, { replace: true })}
        >
          {t("Unread only")}
        </ToggleChip>
        <MarkAllButton shown={items} hasUnread={unread > 0} all={all} />
      </Box>
      <FormAlert message={all.error?.message} />
      <QueryView query={query} skeleton={<CardSkeletons count={4} height={96} />}>
        {() =>
          items.length === 0 ? (
            <Nothing onlyUnread={onlyUnread} />
          ) : (
            <>
              {groupByOrder(items).map((group) => (
                <NotificationGroup key={group.key} group={group} />
              ))}
              <ShowMore query={query} />
            </>
          )
        }
      </QueryView>
    </Box>
  );
}

function Nothing({ onlyUnread }: { onlyUnread: boolean }) {
  if (onlyUnread) {
    return (
      <StateMessage icon={CheckCheck} title={t("All read")}>
        {t("What is new appears here by itself.")}
      </StateMessage>
    );
  }
  return (
    <StateMessage icon={BellOff} title={t("No notifications yet")}>
      {t("What happens to your orders, your reviews and your business is told here.")}
    </StateMessage>
  );
}
