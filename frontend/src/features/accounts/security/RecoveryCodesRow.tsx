import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Authenticator, makeRecoveryCodes } from "@/api/allauth";
import { wordsOf } from "@/api/problem";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormDialog } from "@/components/FormDialog";
import { SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { useFactorsChanged } from "../secondFactor/queries";
import { RecoveryCodeSheet } from "../secondFactor/RecoveryCodeSheet";

const FEW = 3;

interface Props {
  factors: Authenticator[];
  onDone: (words: string) => void;
}

export function RecoveryCodesRow({ factors, onDone }: Props) {
  const changed = useFactorsChanged();
  const [isAsking, setAsking] = useState(false);
  const [codes, setCodes] = useState<string[] | null>(null);
  const renew = useMutation({
    mutationFn: makeRecoveryCodes,
    onSuccess: async ({ unused_codes = [] }) => {
      setAsking(false);
      setCodes(unused_codes);
      await changed();
    },
  });
  const kept = factors.find(({ type }) => type === "recovery_codes");
  const hasFactor = factors.some(({ type }) => type !== "recovery_codes");
  const left = kept?.unused_code_count ?? 0;
  const isSeen = Boolean(kept?.total_code_count);
  const finish = (): void => {
    setCodes(null);
    onDone(t("New recovery codes count now. The old ones no longer work."));
  };
  return (
    <SettingRow
      title={
        <>
          {t("Recovery codes")} {isSeen && left <= FEW && <Tag tone="accentSoft">{t("Few left")}</Tag>}
        </>
      }
      action={
        hasFactor && (
          <Button onClick={() => (kept ? setAsking(true) : renew.mutate())} loading={renew.isPending}>
            {kept ? t("New codes") : t("Make codes")}
          </Button>
        )
      }
    >
      {inWords(kept)}
      {isAsking && (
        <ConfirmDialog
          title={t("Make new recovery codes?")}
          hint={t("The codes that you have kept so far stop working at once.")}
          confirm={t("Make new codes")}
          pending={renew.isPending}
          failure={renew.error && wordsOf(renew.error)}
          onConfirm={() => renew.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
      {codes && (
        <FormDialog title={t("Your new recovery codes")} onClose={finish}>
          <RecoveryCodeSheet codes={codes} onDone={finish} />
        </FormDialog>
      )}
    </SettingRow>
  );
}

function inWords(kept: Authenticator | undefined): string {
  if (!kept) return t("They come with your first second factor.");
  if (!kept.total_code_count) return t("You have not seen yours yet. Make new ones and keep them.");
  return t("{unused_code_count} of {total_code_count} left. For the day when your phone or key is gone.", {
    unused_code_count: kept.unused_code_count ?? 0,
    total_code_count: kept.total_code_count,
  });
}
