import { useState } from "react";
import { z } from "zod";
import { addPasskey, confirmFirst } from "@/api/allauth";
import { FormDialog } from "@/components/FormDialog";
import { t } from "@/lib/language/catalogue";
import { AuthForm } from "../AuthForm";
import { NewCodes } from "./NewCodes";
import { useFactorsChanged } from "./queries";

export type KeyKind = "passkey" | "key";

const WORDS = () => ({
  passkey: {
    title: t("Add a passkey"),
    hint: t(
      "Your phone, computer or password manager keeps it. It signs you in with your fingerprint, face or PIN, and no password.",
    ),
    name: t("My passkey"),
    submit: t("Create passkey"),
    done: t("Your passkey is set up"),
  },
  key: {
    title: t("Add a security key"),
    hint: t("A small key that you plug in or hold to your phone, asked for after your password."),
    name: t("My security key"),
    submit: t("Add key"),
    done: t("Your security key is set up"),
  },
});

const schema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("A name that you recognise") })
    .max(100),
});

interface Props {
  kind: KeyKind;
  /** The first factor of an account comes with recovery codes. */
  isFirst: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function AddPasskeyDialog({ kind, isFirst, onDone, onClose }: Props) {
  const words = WORDS()[kind];
  const changed = useFactorsChanged();
  const [showsCodes, setShowsCodes] = useState(false);
  if (showsCodes) return <NewCodes title={words.done} onDone={onDone} />;
  return (
    <FormDialog title={words.title} hint={words.hint} onClose={onClose}>
      <AuthForm
        schema={schema}
        defaults={{ name: words.name }}
        fields={[
          { name: "name", label: t("Name"), autoComplete: "off", hint: t("To tell it apart in your list") },
        ]}
        submit={words.submit}
        onSubmit={async ({ name }) => {
          await confirmFirst();
          await addPasskey(name, kind === "passkey");
          if (isFirst) setShowsCodes(true);
          else onDone();
          await changed();
        }}
      />
    </FormDialog>
  );
}
