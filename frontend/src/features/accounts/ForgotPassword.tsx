import { useState } from "react";
import { z } from "zod";
import { AppLink } from "@/components/AppLink";
import { t } from "@/lib/language/catalogue";
import { AuthCard } from "./AuthCard";
import { AuthForm } from "./AuthForm";
import { requestPasswordReset } from "./auth";

const schema = z.object({ email: z.email({ error: () => t("An e-mail address, like ana@example.com") }) });

export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo) {
    return (
      <AuthCard
        title={t("Check your mail")}
        hint={t("If {sentTo} has an account, a mail is on its way. Open the link in it, or enter its code.", {
          sentTo,
        })}
      >
        <AppLink to="/reset-password">{t("Enter the code")}</AppLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title={t("Forgot your password?")}
      hint={t("Tell us your address and we send you a way to choose a new one.")}
      footer={<AppLink to="/sign-in">{t("Back to sign in")}</AppLink>}
    >
      <AuthForm
        schema={schema}
        defaults={{ email: "" }}
        fields={[{ name: "email", label: t("E-mail"), type: "email", autoComplete: "username" }]}
        submit={t("Send mail")}
        onSubmit={async ({ email }) => {
          await requestPasswordReset(email);
          setSentTo(email);
        }}
      />
    </AuthCard>
  );
}
