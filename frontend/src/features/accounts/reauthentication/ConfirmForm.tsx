import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { reauthenticateByCode, reauthenticateByPasskey, reauthenticateByPassword } from "@/api/allauth";
import { wordsOf } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { OneCodeForm } from "@/components/OneCodeForm";
import { AuthForm } from "../AuthForm";
import type { Proof } from "./proofs";

const schema = z.object({ password: z.string().min(1, "Your password") });

interface Props {
  proof: Proof;
  onConfirmed: () => void;
}

export function ConfirmForm({ proof, onConfirmed }: Props) {
  const byCode = async (code: string): Promise<void> => {
    await reauthenticateByCode(code);
    onConfirmed();
  };
  if (proof === "webauthn") return <ConfirmByPasskey onConfirmed={onConfirmed} />;
  if (proof === "totp")
    return (
      <OneCodeForm
        autoFocus
        label="Code"
        digits={6}
        hint="Six digits from your authenticator app"
        submit="Confirm"
        onSubmit={byCode}
      />
    );
  if (proof === "recovery_codes")
    return (
      <OneCodeForm autoFocus label="Recovery code" hint="It works once" submit="Confirm" onSubmit={byCode} />
    );
  return (
    <AuthForm
      schema={schema}
      defaults={{ password: "" }}
      fields={[{ name: "password", label: "Password", type: "password", autoComplete: "current-password" }]}
      submit="Confirm"
      onSubmit={async ({ password }) => {
        await reauthenticateByPassword(password);
        onConfirmed();
      }}
    />
  );
}

function ConfirmByPasskey({ onConfirmed }: { onConfirmed: () => void }) {
  const prove = useMutation({ mutationFn: reauthenticateByPasskey, onSuccess: onConfirmed });
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <FormAlert message={prove.error && wordsOf(prove.error)} />
      <Button variant="contained" size="large" loading={prove.isPending} onClick={() => prove.mutate()}>
        Use passkey or key
      </Button>
    </Box>
  );
}
