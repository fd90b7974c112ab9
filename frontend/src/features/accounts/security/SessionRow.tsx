import Button from "@mui/material/Button";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CodeXml, MonitorSmartphone } from "lucide-react";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import type { SignInEntry } from "@/api/types";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Moment } from "@/components/Moment";
import { SettingRow } from "@/components/SettingRow";
import { Tag } from "@/components/Tag";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { shortDate } from "@/lib/time";

interface Props {
  session: SignInEntry;
  onDone: (words: string) => void;
}

export function SessionRow({ session, onDone }: Props) {
  const queryClient = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const end = useMutation({
    mutationFn: () =>
      dataOf(
        api.DELETE("/api/v1/me/sessions/{sign_in_id}/", { params: { path: { sign_in_id: session.id } } }),
      ),
    onSuccess: async () => {
      setAsking(false);
      onDone(t("{name} is signed out.", { name }));
      await queryClient.invalidateQueries({ queryKey: ["account"] });
    },
  });
  const isClient = session.kind === "api_client";
  const name = session.device || (isClient ? t("An API client") : t("An unknown browser"));
  const where = [session.place, session.network].filter(Boolean).join(", ");
  return (
    <SettingRow
      icon={isClient ? <CodeXml size={20} /> : <MonitorSmartphone size={20} />}
      title={
        <>
          {name} {session.is_current && <Tag tone="brandSoft">{t("This device")}</Tag>}
        </>
      }
      action={
        !session.is_current && (
          <Button color="error" aria-label={t("Sign out {name}", { name })} onClick={() => setAsking(true)}>
            {t("Sign out")}
          </Button>
        )
      }
    >
      {where && <div>{where}</div>}
      {session.is_current
        ? t("Active now, since {date}", { date: shortDate(session.signed_in_at) })
        : rich("Last seen {moment}, since {date}", {
            moment: <Moment iso={session.last_seen_at} />,
            date: shortDate(session.signed_in_at),
          })}
      {isAsking && (
        <ConfirmDialog
          title={t("Sign out {name}?", { name })}
          hint={t(
            "It has to sign in again before it can do anything. If you do not know it, change your password too.",
          )}
          confirm={t("Sign out")}
          keep={t("Cancel")}
          pending={end.isPending}
          failure={end.error && wordsOf(end.error)}
          onConfirm={() => end.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </SettingRow>
  );
}
