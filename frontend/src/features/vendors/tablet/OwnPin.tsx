import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import { CardSkeletons } from "@/components/CardSkeletons";
import { DoneNote } from "@/components/DoneNote";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { Panel } from "@/components/Panel";
import { QueryView } from "@/components/QueryView";
import { SettingList, SettingRow } from "@/components/SettingRow";
import { shortDate } from "@/lib/time";
import { PinForm } from "./PinForm";
import { pinQuery } from "./queries";

const HINT = "4 to 8 digits. Not a row like 1234, a repetition or a year.";

/** One's own PIN for the business's shared tablets. */
export function OwnPin({ slug }: { slug: string }) {
  const queryClient = useQueryClient();
  const query = useQuery(pinQuery(slug));
  const [isSetting, setSetting] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const path = { params: { path: { slug } } };
  const renew = () => queryClient.invalidateQueries({ queryKey: pinQuery(slug).queryKey });
  const set = async (pin: string): Promise<void> => {
    await dataOf(api.PUT("/api/v1/vendors/{slug}/pin/", { ...path, body: { pin } }));
    setSetting(false);
    setDone("Your PIN is set.");
    await renew();
  };
  const remove = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/vendors/{slug}/pin/", path)),
    onSuccess: () => setDone("Your PIN is removed."),
    onSettled: renew,
  });
  return (
    <Panel title="Your PIN">
      <Typography variant="body2" sx={{ color: "text.secondary", mb: 2 }}>
        With it you work on a shared tablet of this business, and your moves are yours in the history. It
        opens the orders and nothing else.
      </Typography>
      <FormAlert message={remove.error && wordsOf(remove.error)} />
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={56} />}>
        {({ set_at, is_locked }) => (
          <SettingList>
            <SettingRow
              title={set_at ? (is_locked ? "Locked after wrong tries" : "Set") : "None"}
              action={
                <>
                  <Button onClick={() => setSetting(true)}>{set_at ? "Change PIN" : "Set a PIN"}</Button>
                  {set_at && (
                    <Button loading={remove.isPending} onClick={() => remove.mutate()}>
                      Remove PIN
                    </Button>
                  )}
                </>
              }
            >
              {set_at && (is_locked ? "Sign in again, or choose another." : `Since ${shortDate(set_at)}`)}
            </SettingRow>
          </SettingList>
        )}
      </QueryView>
      {isSetting && (
        <FormDialog title="Choose a PIN" onClose={() => setSetting(false)}>
          <PinForm
            label="New PIN"
            submit="Set PIN"
            hint={HINT}
            onSubmit={set}
            onCancel={() => setSetting(false)}
          />
        </FormDialog>
      )}
      <DoneNote message={done} onClose={() => setDone(null)} />
    </Panel>
  );
}
