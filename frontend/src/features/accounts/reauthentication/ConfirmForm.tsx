import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { z } from "zod";
import { reauthenticateByCode, reauthenticateByPasskey, reauthenticateByPassword } from "@/api/allauth";
import { wordsOf } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { OneCodeForm } from "@/components/OneCodeForm";
import { t } from "@/lib/language/catalogue";
import { AuthForm } from "../AuthForm";
import type { Proof } from "./proofs";

const schema = z.object({ password: z.string().min(1, { error: () => t("Your password") }) });

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
        label={t("Code")}
        digits={6}
        hint={t("Six digits from your authenticator app")}
        submit={t("Confirm")}
        onSubmit={byCode}
      />
    );
  if (proof === "recovery_codes")
    return (
      <OneCodeForm
        autoFocus
        label={t("Recovery code")}
        hint={t("It works once")}
        submit={t("Confirm")}
        onSubmit={byCode}
      />
    );
  return (
    <AuthForm
      schema={schema}
      defaults={{ password: "" }}
      fields={[
        { name: "password", label: t("Password"), type: "password", autoComplete: "current-password" },
      ]}
      submit={t("Confirm")}
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
        {t("Use passkey or key")}
      </Button>
    </Box>
  );
}
