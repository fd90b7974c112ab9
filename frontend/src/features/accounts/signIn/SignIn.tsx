import { useState } from "react";
import { useSearchParams } from "react-router";
import { z } from "zod";
import { AppLink } from "@/components/AppLink";
import { TAP } from "@/components/tap";
import { AuthCard } from "./AuthCard";
import { AuthForm } from "./AuthForm";
import { authenticateCode, type PendingStep, signIn } from "./auth";
import { useSignedIn } from "./useSignedIn";
import { VerifyEmail } from "./VerifyEmail";

const schema = z.object({
  email: z.email("An e-mail address, like ana@example.com"),
  password: z.string().min(1, "Your password"),
});
const codeSchema = z.object({ code: z.string().trim().min(6, "The six digits of your app") });

export function SignIn() {
  const signedIn = useSignedIn();
  const [params] = useSearchParams();
  const [pending, setPending] = useState<PendingStep>(null);
  const [email, setEmail] = useState("");
  const goOn = async (step: PendingStep): Promise<void> => (step ? setPending(step) : signedIn());

  if (pending === "verify_email") return <VerifyEmail email={email} />;
  if (pending === "mfa_authenticate") {
    return (
      <AuthCard title="One more step" hint="Enter the code of your authenticator app, or a recovery code.">
        <AuthForm
          schema={codeSchema}
          defaults={{ code: "" }}
          fields={[{ name: "code", label: "Code", autoComplete: "one-time-code" }]}
          submit="Sign in"
          onSubmit={async ({ code }) => goOn(await authenticateCode(code))}
        />
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          New here? <AppLink to={`/sign-up?${params}`}>Create an account</AppLink>
        </>
      }
    >
      <AuthForm
        schema={schema}
        defaults={{ email: "", password: "" }}
        fields={[
          { name: "email", label: "E-mail", type: "email", autoComplete: "username" },
          { name: "password", label: "Password", type: "password", autoComplete: "current-password" },
        ]}
        submit="Sign in"
        onSubmit={async (values) => {
          setEmail(values.email);
          await goOn(await signIn(values));
        }}
        extra={
          <AppLink to="/forgot-password" sx={TAP}>
            Forgot your password?
          </AppLink>
        }
      />
    </AuthCard>
  );
}
