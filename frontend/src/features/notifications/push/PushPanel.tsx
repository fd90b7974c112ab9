import Alert from "@mui/material/Alert";
import Switch from "@mui/material/Switch";
import { useId } from "react";
import { whyNot } from "@/api/whyNoPush";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { t } from "@/lib/language/catalogue";
import type { PushStanding } from "./standing";
import { usePush } from "./usePush";

const WORDS = (): Record<PushStanding, string> => ({
  unsupported: t(
    "This browser cannot show notifications while the site is closed. On an iPhone, add TrustTrack to the home screen first.",
  ),
  unavailable: t("Notifications on devices are not set up here yet."),
  denied: t(
    "This browser blocks notifications from TrustTrack. Allow them in its settings for this site, then come back.",
  ),
  off: t("Your browser asks you first. You can turn it off again here."),
  on: t("This device is told, even while the site is closed."),
});

/** Being told on this device: how it stands, honestly; nobody is asked before they turn it on. */
export function PushPanel() {
  const { query, change } = usePush();
  const toggle = useId();
  const about = useId();
  return (
    <Panel label={t("This device")}>
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={48} />}>
        {({ standing }) => (
          <SettingList>
            <SettingRow
              title={<label htmlFor={toggle}>{t("Notify me on this device")}</label>}
              action={
                <Switch
                  checked={standing === "on"}
                  disabled={change.isPending || (standing !== "on" && standing !== "off")}
                  onChange={(_, wanted) => change.mutate(wanted)}
                  slotProps={{
                    input: { id: toggle, role: "switch", "aria-describedby": about },
                  }}
                />
              }
            >
              <span id={about}>{WORDS()[standing]}</span>
            </SettingRow>
          </SettingList>
        )}
      </QueryView>
      {change.isPending && <Alert severity="info">{t("Waiting for your browser…")}</Alert>}
      <FormAlert message={change.error ? whyNot(change.error) : undefined} />
    </Panel>
  );
}
