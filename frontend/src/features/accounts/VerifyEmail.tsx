import { OneCodeForm } from "@/components/OneCodeForm";
import { AuthCard } from "./AuthCard";
import { resendEmailCode, verifyEmail } from "./auth";
import { SendAgain } from "./SendAgain";
import { useSignedIn } from "./useSignedIn";

interface Props {
  email?: string;
  code?: string;
}

export function VerifyEmail({ email, code = "" }: Props) {
  const signedIn = useSignedIn();
  return (
    <AuthCard
      title="Check your mail"
      hint={`We sent a code to ${email || "your address"}. It proves that the address is yours.`}
    >
      <OneCodeForm
        autoFocus
        start={code}
        label="Code"
        submit="Confirm"
        hint="Looks like FRTM-HFFH"
        onSubmit={async (key) => {
          await verifyEmail(key.toUpperCase());
          await signedIn();
        }}
      >
        <SendAgain send={resendEmailCode} />
      </OneCodeForm>
    </AuthCard>
  );
}
