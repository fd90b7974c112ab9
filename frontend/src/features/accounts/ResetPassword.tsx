import { useState } from "react";
import { useParams, useSearchParams } from "react-router";
import { z } from "zod";
import { AppLink } from "@/components/AppLink";
import { t } from "@/lib/language/catalogue";
import { AuthCard } from "./AuthCard";
import { type AuthFieldSpec, AuthForm } from "./AuthForm";
import { resetPassword } from "./auth";
import { newPassword, PASSWORD_HINT } from "./passwordRules";

const schema = z.object({
  key: z
    .string()
    .trim()
    .min(4, { error: () => t("The code from our mail") }),
  password: newPassword,
});
type Values = z.infer<typeof schema>;

const CODE = (): AuthFieldSpec<Values> => ({ name: "key", label: t("Code"), autoComplete: "one-time-code" });
const PASSWORD = (): AuthFieldSpec<Values> => ({
  name: "password",
  label: t("New password"),
  type: "password",
  autoComplete: "new-password",
  hint: PASSWORD_HINT(),
});

/** A link in the mail brings its key along; a code is typed. */
export function ResetPassword() {
  const [search] = useSearchParams();
  const { key = search.get("key") ?? "" } = useParams();
  const [done, setDone] = useState(false);
  if (done) {
    return (
      <AuthCard title={t("Your password is changed")} hint={t("Your other devices were signed out.")}>
        <AppLink to="/sign-in">{t("Sign in")}</AppLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t("Choose a new password")}>
      <AuthForm
        schema={schema}
        defaults={{ key, password: "" }}
        fields={key ? [PASSWORD()] : [CODE(), PASSWORD()]}
        submit={t("Save password")}
        onSubmit={async (values) => {
          await resetPassword(values);
          setDone(true);
        }}
      />
    </AuthCard>
  );
}
