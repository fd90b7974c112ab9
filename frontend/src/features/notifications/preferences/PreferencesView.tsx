import Stack from "@mui/material/Stack";
import { useQuery } from "@tanstack/react-query";
import type { Preferences } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList } from "@/components/SettingRow";
import { NoticeRow } from "./NoticeRow";
import { preferencesQuery } from "./queries";
import { ReadingPanel } from "./ReadingPanel";
import { SavedBar } from "./SavedBar";
import { useSave } from "./useSave";

/** What one is told, how and when. */
export function PreferencesView() {
  return (
    <QueryView query={useQuery(preferencesQuery)} skeleton={<CardSkeletons count={3} height={220} />}>
      {(preferences) => <Choices preferences={preferences} />}
    </QueryView>
  );
}

function Choices({ preferences }: { preferences: Preferences }) {
  const save = useSave(preferences);
  return (
    <Stack spacing={2.5}>
      <SavedBar save={save} />
      <ReadingPanel preferences={preferences} make={save.make} />
      {preferences.groups.map(({ group, title, notices }) => (
        <Panel key={group} title={title}>
          <SettingList>
            {notices.map((notice) => (
              <NoticeRow key={notice.kind} notice={notice} make={save.make} />
            ))}
          </SettingList>
        </Panel>
      ))}
    </Stack>
  );
}
