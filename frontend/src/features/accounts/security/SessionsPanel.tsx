import Button from "@mui/material/Button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import { CardSkeletons } from "@/components/CardSkeletons";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList } from "@/components/SettingRow";
import { t } from "@/lib/language/catalogue";
import { sessionsQuery } from "./queries";
import { SessionRow } from "./SessionRow";

export function SessionsPanel({ onDone }: { onDone: (words: string) => void }) {
  const queryClient = useQueryClient();
  const query = useQuery(sessionsQuery);
  const [isAsking, setAsking] = useState(false);
  const endOthers = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/me/sessions/")),
    onSuccess: async () => {
      setAsking(false);
      onDone(t("Everywhere else you are signed out."));
      await queryClient.invalidateQueries({ queryKey: ["account"] });
    },
  });
  return (
    <Panel title={t("Where you are signed in")}>
      <QueryView query={query} skeleton={<CardSkeletons count={2} height={72} />}>
        {(sessions) => (
          <>
            <SettingList>
              {sessions.map((session) => (
                <SessionRow key={session.id} session={session} onDone={onDone} />
              ))}
            </SettingList>
            {sessions.length > 1 && (
              <Button variant="outlined" onClick={() => setAsking(true)} sx={{ mt: 2 }}>
                {t("Sign out everywhere else")}
              </Button>
            )}
          </>
        )}
      </QueryView>
      {isAsking && (
        <ConfirmDialog
          title={t("Sign out everywhere else?")}
          hint={t("Other browsers and API clients have to sign in again. This one stays.")}
          confirm={t("Sign out")}
          keep={t("Cancel")}
          pending={endOthers.isPending}
          failure={endOthers.error && wordsOf(endOthers.error)}
          onConfirm={() => endOthers.mutate()}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}
