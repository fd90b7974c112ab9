import Typography from "@mui/material/Typography";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { SecurityEvent } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Moment } from "@/components/Moment";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { ShowMore } from "@/components/ShowMore";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { securityEventsQuery } from "./queries";

/** What happened to the account, so that its owner notices what was not them. */
export function EventsPanel() {
  const query = useInfiniteQuery(securityEventsQuery);
  return (
    <Panel title={t("Recent activity")}>
      <QueryView query={query} skeleton={<CardSkeletons count={3} height={56} />}>
        {({ pages }) => {
          const events = pages.flatMap(({ results }) => results);
          if (events.length === 0)
            return (
              <Typography variant="body2" sx={{ color: "text.secondary" }}>
                {t("Nothing yet. Sign-ins and changes to your account appear here.")}
              </Typography>
            );
          return (
            <>
              <SettingList>
                {events.map((event) => (
                  <SettingRow
                    key={event.id}
                    title={
                      <>
                        {event.words}{" "}
                        {event.by && <Tag tone="infoSoft">{t("By: {by}", { by: event.by })}</Tag>}
                      </>
                    }
                  >
                    <Moment iso={event.recorded_at} />
                    {detailsOf(event).map((part) => ` · ${part}`)}
                  </SettingRow>
                ))}
              </SettingList>
              <ShowMore query={query} />
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}

function detailsOf({ device, place, network, attempts }: SecurityEvent): string[] {
  const count = attempts && attempts > 1 ? t("{attempts} times by then", { attempts }) : "";
  return [count, device, place || network].filter(Boolean);
}
