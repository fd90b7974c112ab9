import { useState } from "react";
import { useSearchParams } from "react-router";
import { z } from "zod";
import { AppLink } from "@/components/AppLink";
import { TermsNote } from "@/components/TermsNote";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { AuthCard } from "./AuthCard";
import { AuthForm } from "./AuthForm";
import { signUp } from "./auth";
import { newPassword, PASSWORD_HINT } from "./passwordRules";
import { useSignedIn } from "./useSignedIn";
import { VerifyEmail } from "./VerifyEmail";

const schema = z.object({
  name: z
    .string()
    .trim()
    .min(1, { error: () => t("Your name, as the shop should call you") }),
  email: z.email({ error: () => t("An e-mail address, like ana@example.com") }),
  password: z.union([z.literal(""), newPassword]),
});

export function SignUp() {
  const signedIn = useSignedIn();
  const [params] = useSearchParams();
  const [email, setEmail] = useState<string | null>(null);
  if (email !== null) return <VerifyEmail email={email} />;
  return (
    <AuthCard
      title={t("Create an account")}
      hint={t(
        "It keeps your orders together and lets you review them. To order or to follow an order you need no password.",
      )}
      footer={
        <>
          {rich("Already have one? <link>Sign in</link>", {
            link: (words) => <AppLink to={`/sign-in?${params}`}>{words}</AppLink>,
          })}
        </>
      }
    >
      <AuthForm
        schema={schema}
        defaults={{ name: "", email: "", password: "" }}
        fields={[
          { name: "name", label: t("Name"), autoComplete: "name" },
          { name: "email", label: t("E-mail"), type: "email", autoComplete: "username" },
          {
            name: "password",
            label: t("Password"),
            type: "password",
            autoComplete: "new-password",
            hint: t("{password_hint} Or leave it empty and sign in by mailed codes.", {
              password_hint: PASSWORD_HINT(),
            }),
            isOptional: true,
          },
        ]}
        extra={<TermsNote act={t("creating an account")} />}
        submit={t("Create account")}
        onSubmit={async (values) => {
          const step = await signUp({ ...values, password: values.password || undefined });
          if (step) setEmail(values.email);
          else await signedIn();
        }}
      />
    </AuthCard>
  );
}
