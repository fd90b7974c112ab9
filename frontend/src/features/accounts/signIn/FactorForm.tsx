import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useMutation } from "@tanstack/react-query";
import { wordsOf } from "@/api/problem";
import { FormAlert } from "@/components/FormAlert";
import { OneCodeForm } from "@/components/OneCodeForm";
import { t } from "@/lib/language/catalogue";
import { authenticateCode, authenticatePasskey, type PendingStep, sendSmsCode } from "../auth";
import { SendAgain } from "../SendAgain";
import type { Factor } from "./factors";

interface Props {
  factor: Factor;
  onDone: (step: PendingStep) => Promise<void>;
}

export function FactorForm({ factor, onDone }: Props) {
  const byCode = async (code: string): Promise<void> => onDone(await authenticateCode(code));
  if (factor === "webauthn") return <PasskeyForm onDone={onDone} />;
  if (factor === "sms") return <SmsForm onCode={byCode} />;
  if (factor === "totp")
    return <OneCodeForm autoFocus label={t("Code")} digits={6} submit={t("Sign in")} onSubmit={byCode} />;
  return <OneCodeForm autoFocus label={t("Recovery code")} submit={t("Sign in")} onSubmit={byCode} />;
}

function PasskeyForm({ onDone }: Pick<Props, "onDone">) {
  const prove = useMutation({ mutationFn: async () => onDone(await authenticatePasskey()) });
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <FormAlert message={prove.error && wordsOf(prove.error)} />
      <Button variant="contained" size="large" loading={prove.isPending} onClick={() => prove.mutate()}>
        {t("Use passkey or key")}
      </Button>
    </Box>
  );
}

function SmsForm({ onCode }: { onCode: (code: string) => Promise<void> }) {
  const send = useMutation({ mutationFn: sendSmsCode });
  if (send.isSuccess)
    return (
      <OneCodeForm autoFocus label={t("Code")} digits={6} submit={t("Sign in")} onSubmit={onCode}>
        <SendAgain send={sendSmsCode} label={t("Send another SMS")} />
      </OneCodeForm>
    );
  return (
    <Box sx={{ display: "grid", gap: 2 }}>
      <FormAlert message={send.error && wordsOf(send.error)} />
      <Button variant="contained" size="large" loading={send.isPending} onClick={() => send.mutate()}>
        {t("Send SMS")}
      </Button>
    </Box>
  );
}
