import { useState } from "react";
import { z } from "zod";
import { addPasskey, confirmFirst } from "@/api/allauth";
import { FormDialog } from "@/components/FormDialog";
import { AuthForm } from "../AuthForm";
import { NewCodes } from "./NewCodes";
import { useFactorsChanged } from "./queries";

export type KeyKind = "passkey" | "key";

const WORDS = {
  passkey: {
    title: "Add a passkey",
    hint: "Your phone, computer or password manager keeps it. It signs you in with your fingerprint, face or PIN, and no password.",
    name: "My passkey",
    submit: "Create passkey",
    done: "Your passkey is set up",
  },
  key: {
    title: "Add a security key",
    hint: "A small key that you plug in or hold to your phone, asked for after your password.",
    name: "My security key",
    submit: "Add key",
    done: "Your security key is set up",
  },
};

const schema = z.object({ name: z.string().trim().min(1, "A name that you recognise").max(100) });

interface Props {
  kind: KeyKind;
  /** The first factor of an account comes with recovery codes. */
  isFirst: boolean;
  onDone: () => void;
  onClose: () => void;
}

export function AddPasskeyDialog({ kind, isFirst, onDone, onClose }: Props) {
  const words = WORDS[kind];
  const changed = useFactorsChanged();
  const [showsCodes, setShowsCodes] = useState(false);
  if (showsCodes) return <NewCodes title={words.done} onDone={onDone} />;
  return (
    <FormDialog title={words.title} hint={words.hint} onClose={onClose}>
      <AuthForm
        schema={schema}
        defaults={{ name: words.name }}
        fields={[{ name: "name", label: "Name", autoComplete: "off", hint: "To tell it apart in your list" }]}
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
