import { z } from "zod";
import { changePassword } from "@/api/allauth";
import { FormDialog } from "@/components/FormDialog";
import { t } from "@/lib/language/catalogue";
import { type AuthFieldSpec, AuthForm } from "../AuthForm";
import { newPassword, PASSWORD_HINT } from "../passwordRules";

const setSchema = z.object({ current_password: z.string(), new_password: newPassword });
const changeSchema = setSchema.extend({
  current_password: z.string().min(1, { error: () => t("Your password so far") }),
});
type Values = z.infer<typeof setSchema>;

const CURRENT = (): AuthFieldSpec<Values> => ({
  name: "current_password",
  label: t("Current password"),
  type: "password",
  autoComplete: "current-password",
});
const NEW = (): AuthFieldSpec<Values> => ({
  name: "new_password",
  label: t("New password"),
  type: "password",
  autoComplete: "new-password",
  hint: PASSWORD_HINT(),
});

interface Props {
  hasPassword: boolean;
  onDone: (words: string) => void;
  onClose: () => void;
}

export function PasswordDialog({ hasPassword, onDone, onClose }: Props) {
  return (
    <FormDialog
      title={hasPassword ? t("Change your password") : t("Set a password")}
      hint={t("Everywhere else you are signed in, this signs you out.")}
      onClose={onClose}
    >
      <AuthForm
        schema={hasPassword ? changeSchema : setSchema}
        defaults={{ current_password: "", new_password: "" }}
        fields={hasPassword ? [CURRENT(), NEW()] : [NEW()]}
        submit={t("Save password")}
        onSubmit={async ({ current_password, new_password }) => {
          await changePassword(hasPassword ? { current_password, new_password } : { new_password });
          onDone(t("Your password is changed. Your other devices were signed out."));
        }}
      />
    </FormDialog>
  );
}
