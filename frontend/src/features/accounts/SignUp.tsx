import { useState } from "react";
import { useSearchParams } from "react-router";
import { z } from "zod";
import { AppLink } from "@/components/AppLink";
import { TermsNote } from "@/components/TermsNote";
import { AuthCard } from "./AuthCard";
import { AuthForm } from "./AuthForm";
import { signUp } from "./auth";
import { newPassword, PASSWORD_HINT } from "./passwordRules";
import { useSignedIn } from "./useSignedIn";
import { VerifyEmail } from "./VerifyEmail";

const schema = z.object({
  name: z.string().trim().min(1, "Your name, as the shop should call you"),
  email: z.email("An e-mail address, like ana@example.com"),
  password: z.union([z.literal(""), newPassword]),
});

export function SignUp() {
  const signedIn = useSignedIn();
  const [params] = useSearchParams();
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null) return <VerifyEmail email={email} />;
  return (
    <AuthCard
      title="Create an account"
      hint="It keeps your orders together and lets you review them. To order or to follow an order you need no password."
      footer={
        <>
          Already have one? <AppLink to={`/sign-in?${params}`}>Sign in</AppLink>
        </>
      }
    >
      <AuthForm
        schema={schema}
        defaults={{ name: "", email: "", password: "" }}
        fields={[
          { name: "name", label: "Name", autoComplete: "name" },
          { name: "email", label: "E-mail", type: "email", autoComplete: "username" },
          {
            name: "password",
            label: "Password",
            type: "password",
            autoComplete: "new-password",
            hint: `${PASSWORD_HINT} Or leave it empty and sign in by mailed codes.`,
            isOptional: true,
          },
        ]}
        extra={<TermsNote act="creating an account" />}
        submit="Create account"
        onSubmit={async (values) => {
          const step = await signUp({ ...values, password: values.password || undefined });
          if (step) setEmail(values.email);
          else await signedIn();
        }}
      />
    </AuthCard>
  );
}
