import { OneCodeForm } from "@/components/OneCodeForm";
import { t } from "@/lib/language/catalogue";
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
      title={t("Check your mail")}
      hint={t("We sent a code to {email}. It proves that the address is yours.", {
        email: email || t("your address"),
      })}
    >
      <OneCodeForm
        autoFocus
        start={code}
        label={t("Code")}
        submit={t("Confirm")}
        hint={t("Looks like FRTM-HFFH")}
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
