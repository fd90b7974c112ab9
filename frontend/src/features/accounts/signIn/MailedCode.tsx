import Button from "@mui/material/Button";
import { OneCodeForm } from "@/components/OneCodeForm";
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
      title="Check your mail"
      hint={`If ${email} has an account, a code is on its way. It works for a few minutes.`}
      footer={<Button onClick={onStartAgain}>Sign in another way</Button>}
    >
      <OneCodeForm
        autoFocus
        label="Code"
        submit="Sign in"
        hint="Looks like FRTM-HFFH"
        onSubmit={async (code) => onStep(await confirmSignInCode(code))}
      >
        <SendAgain send={resendSignInCode} />
      </OneCodeForm>
    </AuthCard>
  );
}
