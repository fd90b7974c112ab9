import { z } from "zod";
import { AuthCard } from "./AuthCard";
import { AuthForm } from "./AuthForm";
import { verifyEmail } from "./auth";
import { useSignedIn } from "./useSignedIn";

const schema = z.object({ key: z.string().trim().min(4, "The code from our mail") });

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
      <AuthForm
        schema={schema}
        defaults={{ key: code }}
        fields={[{ name: "key", label: "Code", autoComplete: "one-time-code", hint: "Looks like FRTM-HFFH" }]}
        submit="Confirm"
        onSubmit={async ({ key }) => {
          await verifyEmail(key.toUpperCase());
          await signedIn();
        }}
      />
    </AuthCard>
  );
}
