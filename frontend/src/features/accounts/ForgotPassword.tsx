import { useState } from "react";
import { z } from "zod";
import { AppLink } from "@/components/AppLink";
import { AuthCard } from "./AuthCard";
import { AuthForm } from "./AuthForm";
import { requestPasswordReset } from "./auth";

const schema = z.object({ email: z.email("An e-mail address, like ana@example.com") });

export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  if (sentTo) {
    return (
      <AuthCard
        title="Check your mail"
        hint={`If ${sentTo} has an account, a mail is on its way. Open the link in it, or enter its code.`}
      >
        <AppLink to="/reset-password">Enter the code</AppLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard
      title="Forgot your password?"
      hint="Tell us your address and we send you a way to choose a new one."
      footer={<AppLink to="/sign-in">Back to sign in</AppLink>}
    >
      <AuthForm
        schema={schema}
        defaults={{ email: "" }}
        fields={[{ name: "email", label: "E-mail", type: "email", autoComplete: "username" }]}
        submit="Send mail"
        onSubmit={async ({ email }) => {
          await requestPasswordReset(email);
          setSentTo(email);
        }}
      />
    </AuthCard>
  );
}
