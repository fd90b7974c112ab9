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
import { AuthForm } from "../AuthForm";
import { useFactorsChanged } from "../secondFactor/queries";
import { dayOf } from "./dayOf";

const schema = z.object({ name: z.string().trim().min(1, "A name that you recognise").max(100) });

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
    onSuccess: () => finish(`${name} is removed.`),
  });
  return (
    <SettingRow
      icon={is_passwordless ? <Fingerprint size={20} /> : <KeyRound size={20} />}
      title={name}
      action={
        <>
          <Button aria-label={`Rename ${name}`} onClick={() => setOpen("rename")}>
            Rename
          </Button>
          <Button color="error" aria-label={`Remove ${name}`} onClick={() => setOpen("remove")}>
            Remove
          </Button>
        </>
      }
    >
      {is_passwordless ? "Signs you in without a password. " : "Asked for after your password. "}
      Added {dayOf(created_at)}. {last_used_at ? `Last used ${dayOf(last_used_at)}.` : "Not used yet."}
      {open === "rename" && (
        <FormDialog title={`Rename ${name}`} onClose={() => setOpen(null)}>
          <AuthForm
            schema={schema}
            defaults={{ name }}
            fields={[{ name: "name", label: "Name", autoComplete: "off" }]}
            submit="Save name"
            onSubmit={async (values) => {
              await renamePasskey(id, values.name);
              await finish("The name is saved.");
            }}
          />
        </FormDialog>
      )}
      {open === "remove" && (
        <ConfirmDialog
          title={`Remove ${name}?`}
          hint="It can no longer sign you in here. If it is your only second factor, your recovery codes go with it."
          confirm="Remove"
          pending={remove.isPending}
          failure={remove.error && wordsOf(remove.error)}
          onConfirm={() => remove.mutate()}
          onClose={() => setOpen(null)}
        />
      )}
    </SettingRow>
  );
}
