import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { shortDate } from "@/lib/time";
import { devicesQuery } from "./queries";

const rememberDevice = () => dataOf(api.POST("/api/v1/me/devices/"));
const forgetDevice = (id: string) =>
  dataOf(api.DELETE("/api/v1/me/devices/{device_id}/", { params: { path: { device_id: id } } }));

/** A sign-in from a new device is mailed; from one that its owner had remembered it is not, for a while. */
export function DevicesPanel({ onDone }: { onDone: (words: string) => void }) {
  const queryClient = useQueryClient();
  const query = useQuery(devicesQuery);
  const change = useMutation({
    mutationFn: (act: () => Promise<unknown>) => act(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: devicesQuery.queryKey }),
  });
  const remember = (): void =>
    change.mutate(rememberDevice, { onSuccess: () => onDone(t("This browser is remembered for 30 days.")) });
  return (
    <Panel title={t("Remembered devices")}>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        {t(
          "We mail you when somebody signs in on a device that we do not know. Remember only devices that are yours alone.",
        )}
      </Typography>
      <FormAlert message={change.error && wordsOf(change.error)} />
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={56} />}>
        {(devices) => (
          <>
            <SettingList>
              {devices.map(({ id, device, expires_at, is_current }) => (
                <SettingRow
                  key={id}
                  title={
                    <>
                      {device} {is_current && <Tag tone="brandSoft">{t("This device")}</Tag>}
                    </>
                  }
                  action={
                    <Button
                      aria-label={t("Forget {device}", { device })}
                      onClick={() => change.mutate(() => forgetDevice(id))}
                    >
                      {t("Forget")}
                    </Button>
                  }
                >
                  {t("Until {date}", { date: shortDate(expires_at) })}
                </SettingRow>
              ))}
            </SettingList>
            {!devices.some(({ is_current }) => is_current) && (
              <Button variant="outlined" loading={change.isPending} onClick={remember}>
                {t("Remember this browser")}
              </Button>
            )}
          </>
        )}
      </QueryView>
    </Panel>
  );
}
