import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { z } from "zod";
import { api, dataOf } from "@/api/client";
import { wordsOf } from "@/api/problem";
import type { EmailChange } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { FormAlert } from "@/components/FormAlert";
import { FormDialog } from "@/components/FormDialog";
import { OneCodeForm } from "@/components/OneCodeForm";
import { QueryView } from "@/components/QueryView";
import { t } from "@/lib/language/catalogue";
import { AuthForm } from "../AuthForm";
import { emailChangeQuery } from "./queries";

const schema = z.object({
  email: z
    .string()
    .trim()
    .pipe(z.email({ error: () => t("An e-mail address, like ana@example.com") })),
});

interface Props {
  current: string;
  onDone: (words: string) => void;
  onClose: () => void;
}

/** Both addresses confirm: the old one that this is wanted, the new one that it is theirs. */
export function EmailDialog({ current, onDone, onClose }: Props) {
  const query = useQuery(emailChangeQuery);
  return (
    <FormDialog
      title={t("Change your e-mail")}
      hint={t("Nothing changes before both addresses are confirmed.")}
      onClose={onClose}
    >
      <QueryView query={query} skeleton={<CardSkeletons count={1} height={160} />}>
        {(change) => (change ? <Codes change={change} current={current} onDone={onDone} /> : <NewAddress />)}
      </QueryView>
    </FormDialog>
  );
}

function NewAddress() {
  const queryClient = useQueryClient();
  return (
    <AuthForm
      schema={schema}
      defaults={{ email: "" }}
      fields={[
        {
          name: "email",
          label: t("New e-mail"),
          type: "email",
          autoComplete: "email",
          hint: t("We send a code to the new address and one to the address so far."),
        },
      ]}
      submit={t("Send codes")}
      onSubmit={async ({ email }) => {
        await dataOf(api.POST("/api/v1/me/email-change/", { body: { email } }));
        await queryClient.invalidateQueries({ queryKey: emailChangeQuery.queryKey });
      }}
    />
  );
}

function Codes({ change, current, onDone }: { change: EmailChange } & Omit<Props, "onClose">) {
  const queryClient = useQueryClient();
  const drop = useMutation({
    mutationFn: () => dataOf(api.DELETE("/api/v1/me/email-change/")),
    onSuccess: () => queryClient.setQueryData(emailChangeQuery.queryKey, null),
  });
  const confirm = async (which: "old" | "new", code: string): Promise<void> => {
    const now = await dataOf(api.POST("/api/v1/me/email-change/confirm/", { body: { which, code } }));
    queryClient.setQueryData(emailChangeQuery.queryKey, now.is_done ? null : now);
    if (now.is_done) onDone(t("Your e-mail is now {new_email}.", { new_email: now.new_email }));
  };
  const addresses = [
    { which: "old", label: t("Code for the old e-mail"), email: current, isConfirmed: change.old_confirmed },
    {
      which: "new",
      label: t("Code for the new e-mail"),
      email: change.new_email,
      isConfirmed: change.new_confirmed,
    },
  ] as const;
  return (
    <Box sx={{ display: "grid", gap: 3 }}>
      <FormAlert message={drop.error && wordsOf(drop.error)} />
      {addresses.map(({ which, label, email, isConfirmed }) =>
        isConfirmed ? (
          <Box key={which} sx={{ overflowWrap: "anywhere" }}>
            {t("{email}: confirmed", { email })}
          </Box>
        ) : (
          <OneCodeForm
            key={which}
            label={label}
            hint={t("Sent to {email}", { email })}
            submit={t("Confirm")}
            onSubmit={(code) => confirm(which, code)}
          />
        ),
      )}
      <Button loading={drop.isPending} onClick={() => drop.mutate()}>
        {t("Keep {current}", { current })}
      </Button>
    </Box>
  );
}
