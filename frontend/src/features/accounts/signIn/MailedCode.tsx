import Button from "@mui/material/Button";
import { OneCodeForm } from "@/components/OneCodeForm";
import { t } from "@/lib/language/catalogue";
import { AuthCard } from "../AuthCard";
import { confirmSignInCode, type PendingStep, resendSignInCode } from "../auth";
import { SendAgain } from "../SendAgain";

interface Props {
  email: string;
  onStep: (step: PendingStep) => Promise<void>;
  onStartAgain: () => void;
}

export function MailedCode({ email, onStep, onStartAgain }: Props) {
  return (
    <AuthCard
      title={t("Check your mail")}
      hint={t("If {email} has an account, a code is on its way. It works for a few minutes.", { email })}
      footer={<Button onClick={onStartAgain}>{t("Sign in another way")}</Button>}
    >
      <OneCodeForm
        autoFocus
        label={t("Code")}
        submit={t("Sign in")}
        hint={t("Looks like FRTM-HFFH")}
        onSubmit={async (code) => onStep(await confirmSignInCode(code))}
      >
        <SendAgain send={resendSignInCode} />
      </OneCodeForm>
    </AuthCard>
  );
}
