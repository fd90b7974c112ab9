import { zodResolver } from "@hookform/resolvers/zod";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Divider from "@mui/material/Divider";
import { useMutation } from "@tanstack/react-query";
import { Fingerprint, Mail } from "lucide-react";
import { useForm } from "react-hook-form";
import { useSearchParams } from "react-router";
import { z } from "zod";
import { showProblem } from "@/api/formProblems";
import { wordsOf } from "@/api/problem";
import { canUsePasskeys } from "@/api/webauthn";
import { AppLink } from "@/components/AppLink";
import { FormAlert } from "@/components/FormAlert";
import { FormField } from "@/components/FormField";
import { PasswordField } from "@/components/PasswordField";
import { TAP } from "@/components/tap";
import { t } from "@/lib/language/catalogue";
import { rich } from "@/lib/language/rich";
import { AuthCard } from "../AuthCard";
import { type PendingStep, requestSignInCode, signIn, signInByPasskey } from "../auth";
import { usePasskeyAutofill } from "./usePasskeyAutofill";

const schema = z.object({
  email: z.email({ error: () => t("An e-mail address, like ana@example.com") }),
  password: z.string().min(1, { error: () => t("Your password") }),
});
type Values = z.infer<typeof schema>;

interface Props {
  email: string;
  onEmail: (email: string) => void;
  onStep: (step: PendingStep) => Promise<void>;
}

export function SignInForm({ email, onEmail, onStep }: Props) {
  const [params] = useSearchParams();
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: { email, password: "" } });
  usePasskeyAutofill(onStep);
  const enter = useMutation({
    mutationFn: async (way: () => Promise<PendingStep>) => onStep(await way()),
    onMutate: () => onEmail(form.getValues("email")),
  });
  const byPassword = form.handleSubmit(async (values) => {
    await enter
      .mutateAsync(() => signIn(values))
      .catch((error: unknown) => showProblem(form, error, ["email", "password"]));
  });
  const byCode = async (): Promise<void> => {
    if (await form.trigger("email", { shouldFocus: true }))
      enter.mutate(() => requestSignInCode(form.getValues("email")));
  };
  const isPlaced = Object.keys(form.formState.errors).length > 0;
  return (
    <AuthCard
      title={t("Sign in")}
      footer={
        <>
          {rich("New here? <link>Create an account</link>", {
            link: (words) => (
              <AppLink to={`/sign-up?${params}`} sx={TAP}>
                {words}
              </AppLink>
            ),
          })}
        </>
      }
    >
      <Box component="form" noValidate onSubmit={byPassword} sx={{ display: "grid", gap: 2.5 }}>
        <FormAlert message={enter.error && !isPlaced ? wordsOf(enter.error) : null} />
        <FormField
          control={form.control}
          name="email"
          label={t("E-mail")}
          type="email"
          autoComplete="username webauthn"
          required
        />
        <PasswordField
          control={form.control}
          name="password"
          label={t("Password")}
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="contained" size="large" loading={form.formState.isSubmitting}>
          {t("Sign in")}
        </Button>
        <AppLink to="/forgot-password" sx={{ ...TAP, justifySelf: "start", my: -1 }}>
          {t("Forgot your password?")}
        </AppLink>
        <Divider sx={{ color: "text.secondary", fontSize: "0.875rem" }}>{t("or without a password")}</Divider>
        <Box sx={{ display: "grid", gap: 1.25 }}>
          {canUsePasskeys() && (
            <Button
              variant="outlined"
              startIcon={<Fingerprint size={20} aria-hidden />}
              onClick={() => enter.mutate(() => signInByPasskey())}
            >
              {t("Use a passkey")}
            </Button>
          )}
          <Button variant="outlined" startIcon={<Mail size={20} aria-hidden />} onClick={() => void byCode()}>
            {t("E-mail me a code")}
          </Button>
        </Box>
      </Box>
    </AuthCard>
  );
}
