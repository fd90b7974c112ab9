import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { removeTotp } from "@/api/allauth";
import { wordsOf } from "@/api/problem";
import { CardSkeletons } from "@/components/CardSkeletons";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { authenticatorsQuery, useFactorsChanged } from "../secondFactor/queries";
import { TotpDialog } from "../secondFactor/TotpDialog";
import { dayOf } from "./dayOf";
import { RecoveryCodesRow } from "./RecoveryCodesRow";

interface Props {
  isRequired: boolean;
  onDone: (words: string) => void;
}

export function SecondFactorPanel({ isRequired, onDone }: Props) {
  const query = useQuery(authenticatorsQuery);
  const changed = useFactorsChanged();
  const [open, setOpen] = useState<"set-up" | "remove" | null>(null);
  const close = (): void => setOpen(null);
  const remove = useMutation({
    mutationFn: removeTotp,
    onSuccess: async () => {
      close();
      onDone(t("The authenticator app is removed."));
      await changed();
    },
  });
  return (
    <Panel title={t("Second factor")}>
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        {t(
          "Something that you have, asked for after your password, so that the password alone opens nothing.",
        )}
        {isRequired && ` ${t("Your role needs one.")}`}
      </Typography>
      <QueryView query={query} skeleton={<CardSkeletons count={2} height={64} />}>
        {(factors) => {
          const totp = factors.find(({ type }) => type === "totp");
          return (
            <SettingList>
              <SettingRow
                title={
                  <>
                    {t("Authenticator app")} {totp && <Tag tone="brandSoft">{t("On")}</Tag>}
                  </>
                }
                action={
                  totp ? (
                    <Button color="error" onClick={() => setOpen("remove")}>
                      {t("Remove")}
                    </Button>
                  ) : (
                    <Button onClick={() => setOpen("set-up")}>{t("Set up")}</Button>
                  )
                }
              >
                {totp
                  ? `${t("Added {date}.", { date: dayOf(totp.created_at) })} ${usedOn(totp.last_used_at)}`
                  : t("Six digits that an app on your phone makes, also without a network.")}
              </SettingRow>
              <RecoveryCodesRow factors={factors} onDone={onDone} />
            </SettingList>
          );
        }}
      </QueryView>
      {open === "set-up" && <TotpDialog onDone={close} onClose={close} />}
      {open === "remove" && (
        <ConfirmDialog
          title={t("Remove the authenticator app?")}
          hint={t(
            "Signing in will no longer ask for its codes. If it is your only second factor, your recovery codes go with it.",
          )}
          confirm={t("Remove")}
          pending={remove.isPending}
          failure={remove.error && wordsOf(remove.error)}
          onConfirm={() => remove.mutate()}
          onClose={close}
        />
      )}
    </Panel>
  );
}

const usedOn = (at: number | null): string =>
  at ? t("Last used {dayOf}.", { dayOf: dayOf(at) }) : t("Not used yet.");
