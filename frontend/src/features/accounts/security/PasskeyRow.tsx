import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { Fingerprint, KeyRound } from "lucide-react";
import { useState } from "react";
import { z } from "zod";
import { type Authenticator, removePasskey, renamePasskey } from "@/api/allauth";
import { wordsOf } from "@/api/problem";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { FormDialog } from "@/components/FormDialog";
import { SettingRow } from "@/components/SettingRow";
import { t } from "@/lib/language/catalogue";
import { AuthForm } from "../AuthForm";
import { useFactorsChanged } from "../secondFactor/queries";
import { dayOf } from "./dayOf";

const schema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("A name that you recognise") })
    .max(100),
});

interface Props {
  passkey: Authenticator;
  onDone: (words: string) => void;
}

export function PasskeyRow({ passkey, onDone }: Props) {
  const { id = 0, name = "", created_at, last_used_at, is_passwordless } = passkey;
  const [open, setOpen] = useState<"rename" | "remove" | null>(null);
  const changed = useFactorsChanged();
  const finish = async (words: string): Promise<void> => {
    setOpen(null);
    onDone(words);
    await changed();
  };
  const remove = useMutation({
    mutationFn: () => removePasskey(id),
    onSuccess: () => finish(t("{name} is removed.", { name })),
  });
  return (
    <SettingRow
      icon={is_passwordless ? <Fingerprint size={20} /> : <KeyRound size={20} />}
      title={name}
      action={
        <>
          <Button aria-label={t("Rename {name}", { name })} onClick={() => setOpen("rename")}>
            {t("Rename")}
          </Button>
          <Button color="error" aria-label={t("Remove {name}", { name })} onClick={() => setOpen("remove")}>
            {t("Remove")}
          </Button>
        </>
      }
    >
      {[
        is_passwordless ? t("Signs you in without a password.") : t("Asked for after your password."),
        t("Added {date}.", { date: dayOf(created_at) }),
        last_used_at ? t("Last used {date}.", { date: dayOf(last_used_at) }) : t("Not used yet."),
      ].join(" ")}
      {open === "rename" && (
        <FormDialog title={t("Rename {name}", { name })} onClose={() => setOpen(null)}>
          <AuthForm
            schema={schema}
            defaults={{ name }}
            fields={[{ name: "name", label: t("Name"), autoComplete: "off" }]}
            submit={t("Save name")}
            onSubmit={async (values) => {
              await renamePasskey(id, values.name);
              await finish(t("The name is saved."));
            }}
          />
        </FormDialog>
      )}
      {open === "remove" && (
        <ConfirmDialog
          title={t("Remove {name}?", { name })}
          hint={t(
            "It can no longer sign you in here. If it is your only second factor, your recovery codes go with it.",
          )}
          confirm={t("Remove")}
          pending={remove.isPending}
          failure={remove.error && wordsOf(remove.error)}
          onConfirm={() => remove.mutate()}
          onClose={() => setOpen(null)}
        />
      )}
    </SettingRow>
  );
}
